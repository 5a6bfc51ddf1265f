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

/// <summary>What turns store and publish, and what they leave.</summary>
public sealed class RolloutTurnsTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Bake = TimeSpan.FromMinutes(10);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly InMemoryMeshStore _store;
    private readonly AdvanceRollout _advance;
    private Guid _id;

    public RolloutTurnsTests()
    {
        _store = new InMemoryMeshStore(_time);
        _advance = new AdvanceRollout(_store.Rollouts, [new SettingsEvidence(_store.Registry, _store.Reports, _store.Rollouts, _time)], _time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task InconclusiveBake_WithTraffic_IsNeitherStoredNorPublishedEachTurn()
    {
        var begun = await BeginAsync(new RolloutGate { MaxErrorRate = 0.01, MinSamples = 1_000_000 });
        await AcknowledgeAsync();
        var published = 0;
        for (var turn = 0; turn < 100; turn++)
        {
            await CountAsync(begun, 10);
            published += await TurnAsync() ? 1 : 0;
        }

        var after = await ReadAsync();
        var live = await _advance.LookAsync(after, Cancel);
        Assert.Equal((1, 0), (after.Revision - begun.Revision, published));
        Assert.Equal((1000, "1000 requests are fewer than the 1000000 that say something"), (live.Canary.Requests, Assert.Single(live.Gate.Reasons)));
    }

    [Fact]
    public async Task Figures_OfALongBake_AreTakenDownNowAndThen_ForWhoeverReadsThemAtItsEnd()
    {
        var rollout = await BeginAsync(new RolloutGate { MaxErrorRate = 0.01, MinSamples = 1_000_000 });
        for (var minute = 0; minute < 60; minute++)
        {
            await CountAsync(rollout, 1);
            await TurnAsync(TimeSpan.FromMinutes(1));
        }

        var after = await ReadAsync();
        Assert.InRange(after.Revision - rollout.Revision, 2, 7);
        Assert.InRange(after.CanaryFigures.Requests, 50, 60);
    }

    [Fact]
    public async Task Verdict_ThatGoesToAndFro_IsToldOnceAMinute_AndAFailureAtOnce()
    {
        var rollout = await BeginAsync(new RolloutGate());
        await AcknowledgeAsync();
        var published = 0;
        for (var turn = 0; turn < 100; turn++)
        {
            await _store.Registry.MaintainAsync(InstanceId.Parse("o-1"), turn % 2 == 0 ? "a new disk" : null, Callers.Admin, Cancel);
            published += await TurnAsync() ? 1 : 0;
        }

        var after = await ReadAsync();
        Assert.InRange(after.Timeline.Count(note => note.What is RolloutNoteKind.Judged), 5, 9);
        Assert.InRange(after.Revision - rollout.Revision, 5, 17);
        Assert.Equal(0, published);

        // No consequence, since somebody paused it: only the word itself.
        await _advance.OrderAsync(await ReadAsync(), RolloutCommand.Pause, new RolloutCommandBody(), new("ann"), Cancel);
        await _store.Registry.ReportHealthAsync(InstanceId.Parse("o-1"), new HealthReport(HealthStatus.Unhealthy, null), Callers.Admin, Cancel);
        await TurnAsync();
        Assert.Equal((RolloutNoteKind.Judged, "Fail: 1 of 1 are unhealthy, at most 0 % may be"), ((await ReadAsync()).Timeline[^1].What, (await ReadAsync()).Timeline[^1].Detail));
    }

    [Fact]
    public async Task WhatInstancesOrGatewaysSee_IsPublished()
    {
        await BeginAsync(new RolloutGate());
        await JoinAsync(2);
        Assert.True(await TurnAsync());
        Assert.False(await TurnAsync());
        await AcknowledgeAsync();
        await AcknowledgeAsync(2);
        Assert.False(await TurnAsync());

        Assert.True(await TurnAsync(2 * Bake));
        Assert.Equal(RolloutPhase.Completed, (await ReadAsync()).Progress.Phase);
    }

    [Fact]
    public async Task Instance_ThatComesAtTheEndOfABake_IsBakedToo()
    {
        var rollout = await BeginAsync(new RolloutGate());
        await AcknowledgeAsync();
        await TurnAsync(Bake - (2 * Interval));
        await JoinAsync(2);
        await TurnAsync();
        await AcknowledgeAsync(2);
        var given = _time.GetUtcNow();
        await TurnAsync();
        Assert.Equal(
            ("o-2 got it later: their own bake is waited for until 2026-01-02 03:24:00Z", given + Bake),
            (RolloutBake.HoldOf(await ReadAsync(), _time.GetUtcNow()), RolloutBake.EndOf(await ReadAsync())));

        await TurnAsync(Bake - (2 * Interval));
        Assert.Equal(RolloutPhase.Baking, (await ReadAsync()).Progress.Phase);
        await TurnAsync();
        Assert.Equal((RolloutPhase.Completed, given + Bake), ((await ReadAsync()).Progress.Phase, _time.GetUtcNow()));
        Assert.True(given > rollout.Progress.Since);
    }

    [Fact]
    public async Task Fleet_ThatAlwaysGrows_HoldsAStepForOneMoreBakeAtMost()
    {
        var began = (await BeginAsync(new RolloutGate())).Progress.Since;
        var ended = DateTimeOffset.MinValue;
        for (var number = 2; ended == DateTimeOffset.MinValue && number < 60; number++)
        {
            await AcknowledgeAsync(number - 1);
            await JoinAsync(number);
            await TurnAsync(TimeSpan.FromMinutes(1));
            await AcknowledgeAsync(number);
            ended = (await ReadAsync()).EndedAt ?? ended;
        }

        Assert.Equal(2 * Bake, ended - began);
    }

    [Fact]
    public void Approval_ThatNobodyGives_WithAShorterTimeThanTheBake_WaitsForNobodyWhoHasBaked()
    {
        var now = _time.GetUtcNow();
        var approval = new RolloutApproval(ApprovalMoment.End, TimeSpan.FromMinutes(1), TimeoutAction.Proceed);
        var plan = new RolloutPlan { Author = "ann", Steps = [new RolloutStep(100, Bake)], Gate = new RolloutGate(), Approval = approval };
        var progress = new RolloutProgress(RolloutPhase.AwaitingApproval, 0, now);

        Assert.Equal(now + approval.Timeout, RolloutBake.EndOf(progress, plan, now - Bake));
        Assert.Equal(now + Bake, RolloutBake.EndOf(progress, plan, now));
        Assert.Equal(now + approval.Timeout + Bake, RolloutBake.EndOf(progress, plan, now + Bake));
    }

    [Fact]
    public void Timeline_KeepsEachStepAndApproval_WhateverElseHappens()
    {
        var now = _time.GetUtcNow();
        IReadOnlyList<RolloutNote> timeline = [new(now, RolloutNoteKind.Started, "ann")];
        for (var step = 0; step < RolloutLimits.Steps; step++)
        {
            foreach (var what in new[] { RolloutNoteKind.Judged, RolloutNoteKind.Widened, RolloutNoteKind.Paused, RolloutNoteKind.Resumed }.SelectMany(kind => Enumerable.Repeat(kind, 300)))
            {
                timeline = RolloutTimeline.With(timeline, [new(now += Interval, what)]);
            }

            timeline = RolloutTimeline.With(timeline, [new(now, RolloutNoteKind.Approved, "ben", $"{step}"), new(now, RolloutNoteKind.StepBegan)]);
        }

        Assert.Equal(timeline.OrderBy(note => note.At), timeline);
        Assert.Equal(("ann", RolloutLimits.Steps, RolloutLimits.Steps), (timeline[0].By, Count(RolloutNoteKind.Approved), Count(RolloutNoteKind.StepBegan)));
        Assert.Equal((RolloutLimits.Judgements, RolloutLimits.Widenings, RolloutLimits.Halts), (Count(RolloutNoteKind.Judged), Count(RolloutNoteKind.Widened), Count(RolloutNoteKind.Paused) + Count(RolloutNoteKind.Resumed)));
        Assert.Equal(now, timeline.Last(note => note.What is RolloutNoteKind.Resumed).At);

        int Count(RolloutNoteKind what) => timeline.Count(note => note.What == what);
    }

    [Fact]
    public void Memory_OfMoreServicesThanItHolds_IsNotTakenDownEachTurn()
    {
        var gate = new RolloutGate { MaxErrorRate = 0, CompareWithStable = true };
        var seen = Enumerable.Range(0, RolloutLimits.Remembered + 1)
            .ToDictionary(number => $"s-{number}", number => StableFigures.None.With(FigurePeriod.Since, new RequestFigures(1000 + number, 0, 0)));
        var memory = StableMemory.None.With(gate, seen, false, _time.GetUtcNow());

        Assert.Equal(RolloutLimits.Remembered, memory.Figures.Count);
        Assert.Same(memory, memory.With(gate, seen, false, _time.GetUtcNow() + Interval));
    }

    private async Task<Rollout> ReadAsync() => (await _store.Rollouts.FindAsync(_id, Cancel))!;

    private async Task<bool> TurnAsync(TimeSpan? after = null)
    {
        _time.Advance(after ?? Interval);
        return (await _advance.RunAsync(Drafts.Key("db"), Cancel)).IsSeen;
    }

    /// <summary>One that gave its version to the one instance that there is.</summary>
    private async Task<Rollout> BeginAsync(RolloutGate gate)
    {
        await JoinAsync(1);
        await _store.Configurations.ApplyAsync(new CreateConfiguration(Drafts.Key("db"), Drafts.Of("a: 1", "orders")) { By = new("ann"), Activate = false }, Cancel);
        var plan = new RolloutPlan { Author = "ann", Steps = [new RolloutStep(100, Bake)], Gate = gate, OnFailure = FailureAction.Pause };
        _id = (await _store.Rollouts.StartAsync(new RolloutStart(Guid.CreateVersion7(), Drafts.Key("db"), new RolloutOrder(1, plan, false)) { By = new("ann") }, Cancel)).Rollout!.Id;
        return (await _advance.RunAsync(Drafts.Key("db"), Cancel)).Rollout!;
    }

    private async Task JoinAsync(int number)
    {
        await _store.Registry.RegisterAsync(Registrations.Of("orders", $"o-{number}", 5000 + number, plain => plain with { Lease = TimeSpan.FromDays(1) }), Callers.Admin, Cancel);
        await _store.Registry.HeartbeatAsync(InstanceId.Parse($"o-{number}"), Callers.Admin, Cancel);
    }

    private Task<bool> AcknowledgeAsync(int number = 1) => _store.Rollouts.AcknowledgeAsync(
        new RolloutAcknowledgement(InstanceId.Parse($"o-{number}"), ServiceName.Parse("orders"), Drafts.Key("db"), 1, true, null), Cancel);

    private Task CountAsync(Rollout rollout, long requests) => _store.Reports.RecordAsync(
        Reports.From("gw", [Reports.Counted("o-1", _time.GetUtcNow(), TimeSpan.FromTicks(1), new RequestFigures(requests, 0, 0), mark: rollout.Mark)]), Cancel);
}
