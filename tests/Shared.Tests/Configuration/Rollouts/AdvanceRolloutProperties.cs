using CsCheck;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Configuration;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Configuration.Rollouts;

/// <summary>
/// A whole rollout over a fleet that comes, goes, restarts and fails, with people at it, and with processes that are
/// killed between any two writes: a turn that is decided and then stored late, twice, or never.
/// </summary>
public sealed class AdvanceRolloutProperties
{
    private const int Fleet = 8;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Absent = TimeSpan.FromSeconds(20);

    private enum Act
    {
        Turn = 0, LateTurn, KilledTurn, Join, Leave, Fail, Recover, Restart, ComeBack, Acknowledge, Refuse, Away, Approve, Pause, Resume, Abort, Promote,
    }

    private static readonly Gen<(Act What, int Who)[]> Histories = Gen.Select(
        Gen.Frequency((30, Gen.Const(Act.Turn)), (40, Gen.Const(Act.Acknowledge)), (25, Gen.Int[0, 16].Select(one => (Act)one))), Gen.Int[0, Fleet - 1]).Array[0, 60];

    private static readonly Gen<RolloutPlan> Plans = Gen.Select(Gen.Bool, Gen.Int[0, 1]).Select((isAsked, onFailure) => new RolloutPlan
    {
        Author = "ann",
        Steps = [new(20, Interval), new(60, 2 * Interval), new(100, Interval)],
        Gate = new RolloutGate(),
        Approval = isAsked ? new RolloutApproval(ApprovalMoment.Step, TimeSpan.FromHours(1), TimeoutAction.RollBack) : null,
        OnFailure = (FailureAction)onFailure,
    });

    [Fact]
    public void Rollout_WhateverHappens_KeepsItsPromises() =>
        Gen.Select(Plans, Histories).Sample((plan, history) => PlayAsync(plan, history).GetAwaiter().GetResult(), iter: 400);

    private static async Task PlayAsync(RolloutPlan plan, (Act What, int Who)[] history)
    {
        var fleet = new World();
        await fleet.StartAsync(plan);
        var before = await fleet.ReadAsync();
        foreach (var (what, who) in history)
        {
            await fleet.DoAsync(what, InstanceId.Parse($"o-{who}"));
            var after = await fleet.ReadAsync();
            Check(plan, before, after);
            fleet.CheckWatch(plan, before, after, what);
            if (what is Act.Turn && fleet.HasFailed(before))
            {
                Assert.True(after.IsOver || plan.OnFailure is FailureAction.Pause && after.Progress.Phase is RolloutPhase.Paused);
                Assert.Equal(before.Progress.Step, after.Progress.Step);
            }

            // Nobody approves what fails, also between two turns.
            Assert.False(what is Act.Approve && fleet.HasFailed(before) && (after.Progress.Step > before.Progress.Step || after.Progress.Phase is RolloutPhase.Completed));
            before = after;
        }

        await EndAsync(plan, fleet, before);
    }

    // Whatever happened: as soon as all are well and people do their part it ends, also while instances come all the time.
    private static async Task EndAsync(RolloutPlan plan, World fleet, Rollout before)
    {
        for (var turn = 0; turn < 60 && !before.IsOver; turn++)
        {
            await fleet.DoAsync(Act.Resume, default!);
            await fleet.DoAsync(Act.Approve, default!);
            foreach (var id in Enumerable.Range(0, Fleet + turn).Select(number => InstanceId.Parse($"o-{number}")))
            {
                await fleet.DoAsync(Act.Recover, id);
                await fleet.DoAsync(Act.Acknowledge, id);
            }

            await fleet.DoAsync(Act.Join, InstanceId.Parse($"o-{Fleet + turn}"));
            before = await fleet.ReadAsync();
            await fleet.DoAsync(Act.Turn, default!);
            var after = await fleet.ReadAsync();
            Check(plan, before, after);
            fleet.CheckWatch(plan, before, after, Act.Turn);
            before = after;
        }

        Assert.True(before.IsOver);
    }

    private static void Check(RolloutPlan plan, Rollout before, Rollout after)
    {
        Assert.InRange(after.Progress.Step - before.Progress.Step, 0, 1);
        Assert.True(after.Revision >= before.Revision);
        Assert.Subset(after.Members.Select(member => member.Id).ToHashSet(), before.Members.Select(member => member.Id).ToHashSet());
        Assert.Equal(after.Members.Count, after.Members.Select(member => member.Id).Distinct().Count());
        Assert.True(!before.IsOver || (before.Progress, before.Members.Count, before.Timeline.Count) == (after.Progress, after.Members.Count, after.Timeline.Count));

        // No step is entered twice, and none without the bake before it, but by a word.
        var steps = after.Timeline.Where(note => note.What is RolloutNoteKind.StepBegan).Select(note => note.Detail).ToList();
        Assert.Equal(steps.Distinct(), steps);
        Assert.Equal(after.Progress.Step, steps.Count);
        Assert.True(after.Progress.Step == before.Progress.Step || before.Progress.Phase is not RolloutPhase.Baking || after.Progress.Since - before.Progress.Since >= plan.Steps[before.Progress.Step].Bake);
        Assert.True(after.Progress.Phase is RolloutPhase.RolledBack || after.Progress.PercentOf(plan) >= before.Progress.PercentOf(plan));
        Assert.Single(after.Timeline, note => note.What is RolloutNoteKind.Started);

        // Each had a bake of its own, or the step one more.
        var bake = plan.Steps[before.Progress.Step].Bake;
        var hasPassed = before.Progress.Phase is RolloutPhase.Baking && !after.Timeline.Any(note => note.What is RolloutNoteKind.Promoted)
            && (after.Progress.Step > before.Progress.Step || (after.Progress.Phase is RolloutPhase.AwaitingApproval or RolloutPhase.Completed));
        var (end, began) = (after.Progress.Since, before.Progress.Since);
        Assert.True(!hasPassed || end - began >= 2 * bake || before.Members.All(member => end - member.AssignedAt >= bake));
        Assert.True(before.Progress.Phase is not RolloutPhase.Baking || RolloutBake.EndOf(before) <= began + (2 * bake));
        Assert.True(after.Timeline.Count(note => note.What is RolloutNoteKind.Completed or RolloutNoteKind.RolledBack) == (after.IsOver ? 1 : 0));
    }

    /// <summary>The stores, and who knows what without asking them.</summary>
    private sealed class World
    {
        private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        private readonly InMemoryMeshStore _store;
        private readonly AdvanceRollout _advance;
        private readonly SettingsEvidence _evidence;
        private readonly Dictionary<InstanceId, HealthStatus> _there = [];
        private readonly HashSet<InstanceId> _broken = [];
        private readonly HashSet<InstanceId> _heard = [];
        private readonly List<DateTimeOffset> _returns = [];
        private DateTimeOffset? _given;
        private RolloutChange? _late;
        private Guid _id;

        public World()
        {
            _store = new InMemoryMeshStore(_time);
            _evidence = new SettingsEvidence(_store.Registry, _store.Reports, _store.Rollouts, _time);
            _advance = new AdvanceRollout(_store.Rollouts, [_evidence], _time);
        }

        private static CancellationToken Cancel => CancellationToken.None;

        public async Task StartAsync(RolloutPlan plan)
        {
            foreach (var id in Enumerable.Range(0, 5).Select(i => InstanceId.Parse($"o-{i}")))
            {
                await JoinAsync(id);
            }

            await _store.Configurations.ApplyAsync(new CreateConfiguration(Drafts.Key("db"), Drafts.Of("a: 1", "orders")) { By = new("ann"), Activate = false }, Cancel);
            var start = new RolloutStart(Guid.CreateVersion7(), Drafts.Key("db"), new RolloutOrder(1, plan, false)) { By = new("ann") };
            _id = (await _store.Rollouts.StartAsync(start, Cancel)).Rollout!.Id;
        }

        public async Task<Rollout> ReadAsync() => (await _store.Rollouts.FindAsync(_id, Cancel))!;

        /// <summary>Whether one that is judged left, restarted, is ill, or refused.</summary>
        public bool HasFailed(Rollout rollout) => !rollout.IsOver && rollout.Members.Any(member =>
            member.StartedAt is not null
            && (member.Applied is false || _broken.Contains(member.Id) || _there.GetValueOrDefault(member.Id, HealthStatus.Unhealthy) is HealthStatus.Unhealthy));

        public async Task DoAsync(Act what, InstanceId who)
        {
            _time.Advance(what is Act.Turn ? Interval : TimeSpan.FromMilliseconds(100));
            switch (what)
            {
                case Act.Away:
                    await _store.Registry.SweepAsync(Cancel);
                    _time.Advance(Absent);
                    _returns.Add(_time.GetUtcNow());
                    _heard.Clear();
                    break;
                case Act.Turn:
                    await _advance.RunAsync(Drafts.Key("db"), Cancel);
                    break;
                case Act.KilledTurn:
                    _late = await DecideAsync();
                    break;
                case Act.LateTurn when _late is not null:
                    await _store.Rollouts.TryApplyAsync(_late, null, Cancel);
                    break;
                case Act.Join when !_there.ContainsKey(who):
                    await JoinAsync(who);
                    await BreakAsync(who);
                    break;
                case Act.Leave when _there.Remove(who):
                    await _store.Registry.DeregisterAsync(who, Callers.Admin, Cancel);
                    break;
                case Act.Restart when _there.ContainsKey(who):
                    await _store.Registry.DeregisterAsync(who, Callers.Admin, Cancel);
                    await JoinAsync(who);
                    await BreakAsync(who);
                    break;
                case Act.ComeBack when _there.ContainsKey(who):
                    // Within its lease, and as the same.
                    _time.Advance(TimeSpan.FromMilliseconds(1));
                    await JoinAsync(who);
                    await _store.Registry.ReportHealthAsync(who, new HealthReport(HealthStatus.Healthy, null), Callers.Admin, Cancel);
                    await BreakAsync(who);
                    break;
                case Act.Fail or Act.Recover when _there.ContainsKey(who):
                    _there[who] = what is Act.Fail ? HealthStatus.Unhealthy : HealthStatus.Healthy;
                    await _store.Registry.ReportHealthAsync(who, new HealthReport(_there[who], null), Callers.Admin, Cancel);
                    _heard.Add(who);
                    break;
                case Act.Acknowledge or Act.Refuse:
                    var word = new RolloutAcknowledgement(who, ServiceName.Parse("orders"), Drafts.Key("db"), 1, what is Act.Acknowledge, what is Act.Refuse ? "no" : null);
                    if (await _store.Rollouts.AcknowledgeAsync(word, Cancel))
                    {
                        _heard.Add(who);
                    }

                    break;
                case >= Act.Approve:
                    var (outcome, _) = await _advance.OrderAsync(await ReadAsync(), what - Act.Approve + RolloutCommand.Approve, new RolloutCommandBody(), new("ben"), Cancel);
                    if (what is Act.Resume && outcome is RolloutOrderOutcome.Done)
                    {
                        _broken.Clear();
                    }

                    break;
            }
        }

        /// <summary>
        /// Without a word no bake is over before as much time as it lasts was watched since its share was given, nor while
        /// one of those who have the version was not heard of since the last absence.
        /// </summary>
        public void CheckWatch(RolloutPlan plan, Rollout before, Rollout after, Act what)
        {
            var isBaking = before.Progress.Phase is RolloutPhase.Baking;
            if (isBaking && what is Act.Turn && after.Progress is var next && (next.Step > before.Progress.Step || next.Phase is RolloutPhase.AwaitingApproval or RolloutPhase.Completed))
            {
                Assert.NotNull(_given);
                var away = _returns.Sum(end => Math.Max(0, (end - Later(end - Absent, _given.Value)).Ticks));
                Assert.True((_time.GetUtcNow() - _given.Value).Ticks - away >= plan.Steps[before.Progress.Step].Bake.Ticks);
                Assert.All(before.Members.Where(member => member.StartedAt is not null), member => Assert.Contains(member.Id, _heard));
            }

            if (after.Progress.Phase is not RolloutPhase.Baking || !isBaking || (after.Progress.Step, after.Round) != (before.Progress.Step, before.Round))
            {
                _given = null;
            }

            // What a turn that is stored late decided holds since it did.
            if (what is Act.Turn or Act.LateTurn && after.Progress.Phase is RolloutPhase.Baking && after.Members.Count > 0 && after.Revision > 1)
            {
                _given ??= what is Act.LateTurn ? after.Progress.Since : _time.GetUtcNow();
            }
        }

        private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

        private async Task BreakAsync(InstanceId who)
        {
            if ((await ReadAsync()).Members.Any(member => member.Id == who && member.StartedAt is not null))
            {
                _broken.Add(who);
            }
        }

        private async Task<RolloutChange> DecideAsync()
        {
            var rollout = await ReadAsync();
            return RolloutTurns.Observe(rollout, await _evidence.GatherAsync(rollout, Cancel), _time.GetUtcNow());
        }

        private async Task JoinAsync(InstanceId id)
        {
            _there[id] = HealthStatus.Healthy;
            _heard.Add(id);
            var port = 5000 + int.Parse(id.Value[2..], System.Globalization.CultureInfo.InvariantCulture);
            await _store.Registry.RegisterAsync(Registrations.Of("orders", id.Value, port, plain => plain with { Lease = TimeSpan.FromDays(1) }), Callers.Admin, Cancel);
            await _store.Registry.HeartbeatAsync(id, Callers.Admin, Cancel);
        }
    }
}
