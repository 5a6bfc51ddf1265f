using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Documents;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Validation;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Observations;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Configuration.Rollouts;

public sealed class RouteEvidenceTests
{
    private static readonly ConfigurationKey Key = new(ConfigurationName.Parse("shop"), EnvironmentName.Default);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private readonly InMemoryMeshStore _store;

    public RouteEvidenceTests() => _store = new InMemoryMeshStore(_time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evidence_OfARoute_IsWhatGatewaysCountedOfEachVersionSinceTheRolloutBegan()
    {
        var rollout = await TurnAsync(await BeginAsync());
        await CountAsync(1, new RequestFigures(90, 1, 2), rollout.Mark);
        await CountAsync(2, new RequestFigures(10, 3, 4), rollout.Mark);

        var evidence = await GatherAsync(rollout);

        Assert.Equal(new RequestFigures(10, 3, 4), evidence.Candidate!.Whole);
        Assert.Equal(new RequestFigures(90, 1, 2), evidence.Stable[""].Since);
    }

    [Fact]
    public async Task Evidence_OfTheLastMinutes_StandsByItself()
    {
        var rollout = await TurnAsync(await BeginAsync());
        await CountAsync(2, new RequestFigures(1000, 0, 0), rollout.Mark);
        _time.Advance(TimeSpan.FromMinutes(10));
        await CountAsync(1, new RequestFigures(90, 0, 0));
        await CountAsync(2, new RequestFigures(10, 10, 0), rollout.Mark);
        _time.Advance(TimeSpan.FromMinutes(1));

        var evidence = await GatherAsync(rollout);

        Assert.Equal(new CountedFigures(new RequestFigures(1010, 10, 0), new RequestFigures(10, 10, 0)), evidence.Candidate);
        Assert.Equal(new RequestFigures(90, 0, 0), evidence.Stable[""].Recent);
        Assert.Equal(GateVerdict.Fail, RolloutSight.Look(rollout, evidence).Gate.Verdict);
    }

    [Fact]
    public async Task Turn_OfASecondRolloutOfTheVersion_IsNotJudgedByTheFirst()
    {
        var rollout = await BeginAsync();
        await CountAsync(1, new RequestFigures(50, 0, 0));
        await CountAsync(2, new RequestFigures(20, 20, 0));

        rollout = await TurnAsync(rollout);

        Assert.Equal(GateVerdict.Inconclusive, rollout.Gate.Verdict);
        _time.Advance(TimeSpan.FromSeconds(10));
        await CountAsync(2, new RequestFigures(20, 20, 0));
        await CountAsync(2, new RequestFigures(20, 1, 0), rollout.Mark);
        rollout = await TurnAsync(rollout);
        var seen = RolloutSight.Look(rollout, await GatherAsync(rollout));
        Assert.Equal((new RequestFigures(20, 1, 0), new RequestFigures(50, 0, 0)), (seen.Canary, seen.Stable));
        Assert.DoesNotContain("failed", string.Concat(seen.Gate.Reasons), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(90)]
    public async Task Turn_AfterAFailureAndAResumption_JudgesWhatCameSince(int seconds)
    {
        var rollout = await TurnAsync(await BeginAsync());
        await CountAsync(2, new RequestFigures(20, 20, 0), rollout.Mark);
        rollout = await TurnAsync(rollout);
        Assert.Equal(RolloutPhase.Paused, rollout.Progress.Phase);
        var failed = rollout.Mark;
        _time.Advance(TimeSpan.FromSeconds(10 + seconds));

        rollout = await TurnAsync(RolloutTurns.Order(rollout, RolloutCommand.Resume, "ann", new RolloutCommandBody(), _time.GetUtcNow()).Change.After);
        Assert.Equal(RolloutPhase.Baking, rollout.Progress.Phase);
        Assert.True(rollout.Mark > failed);
        await CountAsync(2, new RequestFigures(20, 20, 0), failed);
        await CountAsync(2, new RequestFigures(20, 0, 0), rollout.Mark);
        rollout = await TurnAsync(rollout);
        Assert.Equal(RolloutPhase.Baking, rollout.Progress.Phase);

        _time.Advance(TimeSpan.FromSeconds(10));
        await CountAsync(2, new RequestFigures(20, 20, 0), rollout.Mark);
        Assert.Equal(RolloutPhase.Paused, (await TurnAsync(rollout)).Progress.Phase);
    }

    [Fact]
    public void Turn_CountsOnlyBackendsThatFellIllSince()
    {
        var (well, ill) = (See("a", HealthStatus.Healthy), See("b", HealthStatus.Unhealthy));
        var rollout = Turn(Begun, well, ill);
        Assert.Equal((RolloutPhase.Baking, "b"), (rollout.Progress.Phase, Assert.Single(rollout.Baseline!.Ill).Value));

        // Another one is ill since, or the same one after it had recovered.
        Assert.Equal(RolloutPhase.Paused, Turn(rollout, well with { Status = HealthStatus.Unhealthy }, ill).Progress.Phase);
        var recovered = Turn(rollout, well, ill with { Status = HealthStatus.Healthy });
        Assert.Empty(recovered.Baseline!.Ill);
        var failed = Turn(recovered, well, ill);
        Assert.Equal(RolloutPhase.Paused, failed.Progress.Phase);

        // Whoever resumes has seen who is ill.
        var resumed = RolloutTurns.Order(failed, RolloutCommand.Resume, "ann", new RolloutCommandBody(), _time.GetUtcNow()).Change.After;
        Assert.Equal(RolloutPhase.Baking, Turn(Turn(resumed, well, ill), well, ill).Progress.Phase);
    }

    [Fact]
    public async Task Turn_WhereABackendsLeaseRanOutWhileTheControlPlaneWasAway_WaitsForIt_AndFindsItDeadALeaseLater()
    {
        await _store.Registry.RegisterAsync(Registrations.Of("new", "a", 5001), Callers.Admin, Cancel);
        await _store.Registry.HeartbeatAsync(InstanceId.Parse("a"), Callers.Admin, Cancel);
        await _store.Registry.SweepAsync(Cancel);
        var rollout = await TurnAsync(await BeginAsync());
        _time.Advance(TimeSpan.FromSeconds(50));

        rollout = await TurnAsync(rollout);

        Assert.Equal(RolloutPhase.Baking, rollout.Progress.Phase);
        Assert.Contains(
            "a is waited for: its lease ran out a moment ago, or while the control plane was away",
            RolloutSight.Look(rollout, await GatherAsync(rollout)).Gate.Reasons);
        for (var passed = 0; passed < 30; passed += 5)
        {
            await _store.Registry.SweepAsync(Cancel);
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(RolloutPhase.Paused, (await TurnAsync(rollout)).Progress.Phase);
    }

    [Fact]
    public void Turn_WhereABackendIsAwaitedFromTheBegin_DoesNotTakeItsDeathForTheVersions()
    {
        var (well, awaited) = (See("a", HealthStatus.Healthy), See("b", HealthStatus.Unknown) with { IsAwaited = true });
        var rollout = Turn(Begun, well, awaited);

        Assert.Equal(RolloutPhase.Baking, Turn(rollout, well, See("b", HealthStatus.Unhealthy)).Progress.Phase);
        var recovered = Turn(rollout, well, See("b", HealthStatus.Healthy));
        Assert.Equal(RolloutPhase.Paused, Turn(recovered, well, See("b", HealthStatus.Unhealthy)).Progress.Phase);
    }

    [Fact]
    public void Turn_WhereAllBackendsWereIllBefore_HoldsAndSaysSo()
    {
        var rollout = Turn(Begun, See("a", HealthStatus.Unhealthy));

        Assert.Equal(GateVerdict.Inconclusive, rollout.Gate.Verdict);
        Assert.Contains("all that serve it were unhealthy before", rollout.Gate.Reasons);
    }

    private Rollout Begun => new()
    {
        Id = Guid.NewGuid(),
        ConfigurationId = Guid.NewGuid(),
        Key = Key,
        Kind = ConfigurationKind.Route,
        Version = 2,
        Hash = "",
        Selector = ConfigurationSelector.Everybody,
        StableVersion = 1,
        Plan = Plan,
        Progress = RolloutProgress.Begin(_time.GetUtcNow()),
        CreatedAt = _time.GetUtcNow(),
        ChangedAt = _time.GetUtcNow(),
    };

    private static RolloutPlan Plan => new()
    {
        Author = "admin",
        Steps = [new RolloutStep(10, TimeSpan.FromMinutes(5))],
        Gate = new RolloutGate { MaxErrorRate = 0.1, MinSamples = 10 },
        OnFailure = FailureAction.Pause,
    };

    private SeenInstance See(string id, HealthStatus status) => new(InstanceId.Parse(id), ServiceName.Parse("new"), status, _time.GetUtcNow(), false);

    private Rollout Turn(Rollout rollout, params SeenInstance[] instances)
    {
        return RolloutTurns.Observe(rollout, new RolloutEvidence(instances) { Candidate = CountedFigures.None }, _time.GetUtcNow()).After;
    }

    private async Task<Rollout> TurnAsync(Rollout rollout) => RolloutTurns.Observe(rollout, await GatherAsync(rollout), _time.GetUtcNow()).After;

    private Task<RolloutEvidence> GatherAsync(Rollout rollout) =>
        new RouteEvidence(_store.Configurations, _store.Registry, _store.Reports, _time).GatherAsync(rollout, Cancel);

    private Task CountAsync(long version, RequestFigures figures, long mark = 0) => _store.Reports.RecordAsync(
        Reports.From("gw") with { Routes = [new(Key.Name, version, new WindowFigures(_time.GetUtcNow(), _time.GetUtcNow().AddSeconds(10), figures) { Mark = mark })] }, Cancel);

    private async Task<Rollout> BeginAsync()
    {
        var by = new ConfigurationAuthor("admin");
        await _store.Configurations.ApplyAsync(new CreateConfiguration(Key, Draft("old")) { By = by, Kind = ConfigurationKind.Route }, Cancel);
        var written = await _store.Configurations.ApplyAsync(
            new ReplaceConfiguration(Key, Draft("new")) { By = by, Kind = ConfigurationKind.Route, Activate = false }, Cancel);
        return RolloutTurns.Begin(Guid.NewGuid(), written.Head!, written.Version!.Info, Plan, null, _time.GetUtcNow()).After;
    }

    private static ConfigurationDraft Draft(string service)
    {
        var content = $$$"""{"match":{"path":"/"},"backends":[{"service":"{{{service}}}"}]}""";
        return new ConfigurationDraft
        {
            Format = ConfigurationFormat.Json,
            Content = content,
            Document = ContentParser.Parse(ConfigurationFormat.Json, content, "", new ValidationErrors())!,
        };
    }
}
