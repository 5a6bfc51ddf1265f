using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Configuration;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Observations;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Configuration.Rollouts;

/// <summary>Which requests a version answers for, and what it is compared with.</summary>
public sealed class RolloutFiguresTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly InMemoryMeshStore _store;

    public RolloutFiguresTests() => _store = new InMemoryMeshStore(_time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Window_OfBeforeTheAssignment_IsNotTheVersions_HoweverLateItIsTold()
    {
        var rollout = await BeginAsync(false, [new RolloutStep(50, TimeSpan.FromSeconds(10))]);
        _time.Advance(TimeSpan.FromSeconds(54.9));
        await CountAsync(["o-1", "o-2"], new RequestFigures(600, 600, 0));
        rollout = await TurnAsync(rollout, acknowledged: true);
        var (canary, mark) = (Assert.Single(rollout.Members).Id.Value, rollout.Mark);
        _time.Advance(TimeSpan.FromSeconds(10.2));

        // In a window of half an hour, of a gateway that is ahead, and in the minute of the assignment.
        await RecordAsync(Reports.Counted(canary, _time.GetUtcNow() - (30 * Minute), 30 * Minute, new RequestFigures(1000, 1000, 0)));
        await RecordAsync(Reports.Counted(canary, _time.GetUtcNow() + (3 * Minute), Minute, new RequestFigures(1000, 1000, 0)));
        await CountAsync([canary], new RequestFigures(1000, 0, 0));
        rollout = await TurnAsync(rollout);
        Assert.Equal((RolloutPhase.Baking, RequestFigures.None), (rollout.Progress.Phase, rollout.CanaryFigures));
        Assert.Contains("0 requests are fewer than the 20 that say something", rollout.Gate.Reasons);

        // Not even when the minutes of before are about to be forgotten, and when all that failed is long ago.
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(RequestFigures.None, (await TurnAsync(rollout)).CanaryFigures);

        await CountAsync([canary], new RequestFigures(500, 500, 0), mark);
        Assert.Equal(RolloutPhase.Paused, (await TurnAsync(rollout)).Progress.Phase);
    }

    [Fact]
    public async Task Figures_OfAGatewayThatIsAhead_AreSeenAtOnce()
    {
        var rollout = await TurnAsync(await BeginAsync(false, [new RolloutStep(50, TimeSpan.FromHours(2))]));
        await RecordAsync(Reports.Counted(rollout.Members[0].Id.Value, _time.GetUtcNow() + (4 * Minute), TimeSpan.FromSeconds(10), new RequestFigures(20, 20, 0), mark: rollout.Mark));

        Assert.Equal(RolloutPhase.Paused, (await TurnAsync(rollout)).Progress.Phase);
    }

    [Fact]
    public async Task Resumption_ForgivesWhatIsToldAfterIt()
    {
        var rollout = await TurnAsync(await BeginAsync(false, [new RolloutStep(50, TimeSpan.FromHours(2))]));
        var (canary, mark) = (rollout.Members[0].Id.Value, rollout.Mark);
        await CountAsync([canary], new RequestFigures(20, 20, 0), mark);
        rollout = await TurnAsync(rollout);
        Assert.Equal(RolloutPhase.Paused, rollout.Progress.Phase);

        rollout = RolloutTurns.Order(rollout, RolloutCommand.Resume, "ann", new RolloutCommandBody(), _time.GetUtcNow()).Change.After;
        Assert.Empty(rollout.Share.Marks);
        rollout = await TurnAsync(rollout);
        await CountAsync([canary], new RequestFigures(20, 20, 0), mark);
        rollout = await TurnAsync(rollout);
        Assert.Equal((RolloutPhase.Baking, RequestFigures.None), (rollout.Progress.Phase, rollout.CanaryFigures));
        Assert.True(rollout.Members[0].Mark > mark);

        await CountAsync([canary], new RequestFigures(20, 20, 0), rollout.Mark);
        Assert.Equal(RolloutPhase.Paused, (await TurnAsync(rollout)).Progress.Phase);
    }

    [Fact]
    public async Task Mark_IsNewerThanThatOfAnotherRollout_WhateverTheClockSays()
    {
        await BeginAsync(false, [new RolloutStep(100, TimeSpan.FromHours(2))]);
        var ahead = new FakeTimeProvider(_time.GetUtcNow() + (10 * Minute));
        var first = (await Advance(ahead).RunAsync(Drafts.Key("db"), Cancel)).Rollout!;
        await StartAsync("cache", new RolloutPlan { Author = "ann", Steps = [new RolloutStep(100, Minute)], Gate = new RolloutGate() });

        var second = (await Advance(_time).RunAsync(Drafts.Key("cache"), Cancel)).Rollout!;

        Assert.All(first.Members, member => Assert.Equal(ahead.GetUtcNow().ToUnixTimeMilliseconds(), member.Mark));
        Assert.All(second.Members, member => Assert.Equal(first.Mark + 1, member.Mark));
    }

    [Fact]
    public async Task Member_ThatABuildWithoutMarksStored_GetsOne_AndAnswersForNothingOfBefore()
    {
        var rollout = await TurnAsync(await BeginAsync(false, [new RolloutStep(50, TimeSpan.FromHours(2))]));
        var member = Assert.Single(rollout.Members);
        rollout = rollout with { Mark = 0, Members = [member with { Mark = 0 }] };
        await CountAsync([member.Id.Value], new RequestFigures(20, 20, 0));

        rollout = await TurnAsync(rollout);

        Assert.Equal((RolloutPhase.Baking, member with { Mark = rollout.Mark }), (rollout.Progress.Phase, Assert.Single(rollout.Members)));
    }

    [Fact]
    public async Task LastStep_ComparedWithStable_KeepsWhatStableWas()
    {
        var rollout = await TurnAsync(await BeginAsync(true, [new RolloutStep(50, TimeSpan.FromSeconds(10)), new RolloutStep(100, TimeSpan.FromHours(3))]), acknowledged: true);
        var (canary, mark) = (rollout.Members[0].Id.Value, rollout.Mark);
        await CountAsync([canary], new RequestFigures(100, 0, 3), mark);
        await CountAsync([Other(canary)], new RequestFigures(100, 0, 3));
        _time.Advance(TimeSpan.FromSeconds(11));
        rollout = await TurnAsync(rollout);
        Assert.Equal((1, 2), (rollout.Progress.Step, rollout.Members.Count));

        // Also when the hour is over of which figures are kept.
        foreach (var pause in new[] { TimeSpan.FromSeconds(10), TimeSpan.FromHours(2) })
        {
            _time.Advance(pause);
            await CountAsync([canary, Other(canary)], new RequestFigures(100, 0, 3), rollout.Mark);
            rollout = await TurnAsync(rollout);
            Assert.True(rollout.Progress.Phase is RolloutPhase.Baking, rollout.Progress.Reason);
            Assert.Equal(new RequestFigures(100, 0, 3), rollout.StableFigures);
        }

        await CountAsync([canary], new RequestFigures(300, 0, 30), rollout.Mark);
        Assert.Equal(RolloutPhase.Paused, (await TurnAsync(rollout)).Progress.Phase);
    }

    [Fact]
    public async Task Successor_ThatAllGetAtOnce_IsComparedWithWhatWasLastKnown()
    {
        await CountAsync(["o-1", "o-2"], new RequestFigures(100, 0, 3));
        _time.Advance(2 * Minute);
        var begun = await BeginAsync(true, [new RolloutStep(100, TimeSpan.FromHours(9))]);
        await Advance().RunAsync(begun.Key, Cancel);
        _time.Advance(TimeSpan.FromHours(2));
        var start = new RolloutStart(Guid.CreateVersion7(), begun.Key, new RolloutOrder(1, begun.Plan, true)) { By = new ConfigurationAuthor("ann") };
        await _store.Rollouts.StartAsync(start, Cancel);
        var successor = (await Advance().RunAsync(begun.Key, Cancel)).Rollout!;
        await CountAsync(["o-1", "o-2"], new RequestFigures(100, 0, 30), successor.Mark);

        Assert.Equal(RolloutPhase.Paused, (await Advance().RunAsync(begun.Key, Cancel)).Rollout!.Progress.Phase);
    }

    [Theory]
    [InlineData(true, 3, RolloutPhase.Completed)]
    [InlineData(true, 5, RolloutPhase.Paused)]
    [InlineData(false, 0, RolloutPhase.Baking)]
    public async Task AllAtOnce_ComparedWithStable_IsComparedWithWhatWasBefore_OrHolds(bool wasTraffic, long errors, RolloutPhase expected)
    {
        if (wasTraffic)
        {
            await CountAsync(["o-1", "o-2"], new RequestFigures(100, 0, 3));
            _time.Advance(2 * Minute);
        }

        var rollout = await TurnAsync(await BeginAsync(true, [new RolloutStep(100, TimeSpan.FromSeconds(10))]), acknowledged: true);
        _time.Advance(TimeSpan.FromSeconds(11));

        // What a gateway with an old table sends meanwhile is neither's.
        await CountAsync(["o-1", "o-2"], new RequestFigures(1000, 1000, 0));
        await CountAsync(["o-1", "o-2"], new RequestFigures(100, 0, errors), rollout.Mark);
        rollout = await TurnAsync(rollout);

        Assert.Equal(expected, rollout.Progress.Phase);
        Assert.True(wasTraffic || (await LookAsync(rollout)).Gate.Reasons.Single().StartsWith("there is too little to compare orders with", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Others_AreThoseWhomTheVersionIsFor()
    {
        var rollout = await TurnAsync(await BeginAsync(true, [new RolloutStep(50, TimeSpan.FromHours(2))], "production"));
        var canary = Assert.Single(rollout.Members).Id.Value;
        Assert.NotEqual("o-9", canary);
        await CountAsync(["o-9"], new RequestFigures(1000, 600, 0));
        await CountAsync([canary], new RequestFigures(100, 25, 0), rollout.Mark);
        await CountAsync([Other(canary)], new RequestFigures(100, 0, 0));

        Assert.Equal(RolloutPhase.Paused, (await TurnAsync(rollout)).Progress.Phase);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(100)]
    public async Task Others_AreNotThoseWhoAreIll(int percent)
    {
        await CountAsync(["o-1"], new RequestFigures(1000, 0, 0));
        _time.Advance(2 * Minute);
        var begun = await BeginAsync(true, [new RolloutStep(percent, TimeSpan.FromHours(2))]);
        await RegisterAsync("ill", 5003, "default");
        await _store.Registry.ReportHealthAsync(InstanceId.Parse("ill"), new HealthReport(HealthStatus.Unhealthy, null), Callers.Admin, Cancel);
        var rollout = await TurnAsync(begun);
        Assert.DoesNotContain(rollout.Members, member => member.Id.Value == "ill");
        await CountAsync(["ill"], new RequestFigures(1000, 0, 900));
        await CountAsync([rollout.Members[0].Id.Value], new RequestFigures(100, 0, 25), rollout.Mark);

        Assert.Equal(RolloutPhase.Paused, (await TurnAsync(rollout)).Progress.Phase);
    }

    [Fact]
    public async Task LastStep_OneThatJustCame_IsNoMeasure()
    {
        await CountAsync(["o-1", "o-2"], new RequestFigures(100, 0, 3));
        _time.Advance(2 * Minute);
        var rollout = await TurnAsync(await BeginAsync(true, [new RolloutStep(100, TimeSpan.FromHours(2))]));
        await CountAsync(["o-1", "o-2"], new RequestFigures(100, 0, 3), rollout.Mark);
        await RegisterAsync("o-3", 5003, "default");
        await CountAsync(["o-3"], new RequestFigures(20, 0, 0));

        rollout = await TurnAsync(rollout);

        Assert.True(rollout.Progress.Phase is RolloutPhase.Baking, rollout.Progress.Reason);
        Assert.Equal(3, rollout.Members.Count);
    }

    [Theory]
    [InlineData(true, RolloutPhase.Baking)]
    [InlineData(false, RolloutPhase.Paused)]
    public async Task Others_WhatTheyDidUnderTheMarkOfAnotherRollout_CountsWhileThatIsUnderWay(bool isUnderWay, RolloutPhase expected)
    {
        await BeginAsync(true, [new RolloutStep(100, TimeSpan.FromHours(2))]);
        var first = (await Advance().RunAsync(Drafts.Key("db"), Cancel)).Rollout!;
        var plan = first.Plan with { Steps = [new RolloutStep(50, TimeSpan.FromHours(2))] };
        if (!isUnderWay)
        {
            await Advance().OrderAsync(first, RolloutCommand.Abort, new RolloutCommandBody(), new ConfigurationAuthor("ann"), Cancel);
        }

        // In the minute of the end, and by a request that was long on its way.
        var rollout = await TurnAsync(await StartAsync("cache", plan));
        var canary = Assert.Single(rollout.Members).Id.Value;
        await CountAsync([Other(canary)], new RequestFigures(100, 0, 25), first.Mark);
        await CountAsync([Other(canary)], new RequestFigures(100, 0, 0));
        await CountAsync([canary], new RequestFigures(100, 0, 12), rollout.Mark);

        Assert.Equal(expected, (await TurnAsync(rollout)).Progress.Phase);
    }

    [Fact]
    public async Task Canary_WithFewRequestsAmongManyBusyInstances_IsSeen()
    {
        for (var i = 0; i < 1200; i++)
        {
            await RegisterAsync($"busy-{i}", 6000 + i, "default");
        }

        var rollout = await TurnAsync(await BeginAsync(false, [new RolloutStep(1, TimeSpan.FromHours(2))]));
        Assert.Equal(13, rollout.Members.Count);
        await CountAsync([.. Enumerable.Range(0, 1200).Select(i => $"busy-{i}")], new RequestFigures(1000, 0, 0));
        await CountAsync([.. rollout.Members.Select(member => member.Id.Value)], new RequestFigures(2, 2, 0), rollout.Mark);

        Assert.Equal(RolloutPhase.Paused, (await TurnAsync(rollout)).Progress.Phase);
    }

    private AdvanceRollout Advance(TimeProvider? clock = null) => new(_store.Rollouts, [Evidence(clock ?? _time)], clock ?? _time);

    private SettingsEvidence Evidence(TimeProvider clock) => new(_store.Registry, _store.Reports, _store.Rollouts, clock);

    private static string Other(string canary) => canary == "o-1" ? "o-2" : "o-1";

    private async Task<Rollout> TurnAsync(Rollout rollout, bool acknowledged = false)
    {
        var evidence = (await GatherAsync(rollout)) with { NewestMark = await _store.Rollouts.NewestMarkAsync(Cancel) };
        var after = RolloutTurns.Observe(rollout, evidence, _time.GetUtcNow()).After;
        return acknowledged ? after with { Members = [.. after.Members.Select(member => member with { Applied = true })] } : after;
    }

    private async Task<RolloutObservation> LookAsync(Rollout rollout) => RolloutSight.Look(rollout, await GatherAsync(rollout));

    private Task<RolloutEvidence> GatherAsync(Rollout rollout) => Evidence(_time).GatherAsync(rollout, Cancel);

    private async Task CountAsync(IReadOnlyList<string> instances, RequestFigures figures, long mark = 0)
    {
        foreach (var some in instances.Chunk(ObservationLimits.Entries))
        {
            await RecordAsync([.. some.Select(id => Reports.Counted(id, _time.GetUtcNow(), TimeSpan.FromTicks(1), figures, mark: mark))]);
        }

        _time.Advance(TimeSpan.FromTicks(1));
    }

    private Task RecordAsync(params IReadOnlyList<InstanceObservation> counted) => _store.Reports.RecordAsync(Reports.From("gw", counted), Cancel);

    private Task<RegistrationResult> RegisterAsync(string id, int port, string environment) => _store.Registry.RegisterAsync(
        Registrations.Of("orders", id, port, plain => plain with { Lease = TimeSpan.FromDays(1), Metadata = new Dictionary<string, string> { ["environment"] = environment } }),
        Callers.Admin,
        Cancel);

    private async Task<Rollout> BeginAsync(bool isCompared, IReadOnlyList<RolloutStep> steps, string environment = "default")
    {
        await RegisterAsync("o-1", 5001, environment);
        await RegisterAsync("o-2", 5002, environment);
        if (environment != "default")
        {
            await RegisterAsync("o-9", 5009, "staging");
        }

        foreach (var id in new[] { "o-1", "o-2" })
        {
            await _store.Registry.HeartbeatAsync(InstanceId.Parse(id), Callers.Admin, Cancel);
        }

        return await StartAsync("db", new RolloutPlan
        {
            Author = "ann",
            Steps = steps,
            Gate = new RolloutGate { MaxErrorRate = 0.01, MinSamples = 20, CompareWithStable = isCompared },
            OnFailure = FailureAction.Pause,
        }, environment);
    }

    private async Task<Rollout> StartAsync(string name, RolloutPlan plan, string environment = "default")
    {
        var (key, by) = (Drafts.Key(name, environment), new ConfigurationAuthor("ann"));
        await _store.Configurations.ApplyAsync(new CreateConfiguration(key, Drafts.Of("a: 1", "orders")) { By = by, Activate = false }, Cancel);
        return (await _store.Rollouts.StartAsync(new RolloutStart(Guid.CreateVersion7(), key, new RolloutOrder(1, plan, false)) { By = by }, Cancel)).Rollout!;
    }
}
