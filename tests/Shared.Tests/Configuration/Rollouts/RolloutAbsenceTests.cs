using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Configuration;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Configuration.Rollouts;

/// <summary>What nobody watched is no bake, and what was known before it is no evidence.</summary>
public sealed class RolloutAbsenceTests
{
    private const string Unheard = "o-1 has not been heard of since the control plane is back";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Bake = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Away = TimeSpan.FromMinutes(3);
    private static readonly InstanceId One = InstanceId.Parse("o-1");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly InMemoryMeshStore _store;
    private readonly AdvanceRollout _advance;
    private Guid _id;

    public RolloutAbsenceTests()
    {
        _store = new InMemoryMeshStore(_time);
        _advance = new AdvanceRollout(_store.Rollouts, [new SettingsEvidence(_store.Registry, _store.Reports, _store.Rollouts, _time)], _time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Absence_InABake_IsNoPartOfIt(bool isNotedByATick)
    {
        await BeginAsync();
        await WatchAsync(Bake / 2);
        await ReturnAsync(Away, isNotedByATick);

        Assert.Equal(RolloutPhase.Baking, (await TurnAsync()).Progress.Phase);
        await WatchAsync((Bake / 2) - (2 * Interval));
        Assert.Equal(RolloutPhase.Baking, (await TurnAsync()).Progress.Phase);
        await WatchAsync(2 * Interval);
        Assert.Equal(RolloutPhase.Completed, (await ReadAsync()).Progress.Phase);
    }

    [Fact]
    public async Task AbsencesThatFollowEachOther_AreEachNoPartOfABake()
    {
        var began = await BeginAsync();
        var watched = TimeSpan.Zero;
        foreach (var awake in new[] { Interval, 2 * Interval, 3 * Interval, Interval })
        {
            await WatchAsync(awake);
            watched += awake;
            await ReturnAsync(Absence.DefaultGap + Interval, false);
            Assert.Equal(RolloutPhase.Baking, (await TurnAsync()).Progress.Phase);
        }

        // Those within two minutes are one, and what is between them counts for nothing: never more than was watched.
        Assert.True((await ReadAsync()).Progress.Since - began.Progress.Since >= 4 * (Absence.DefaultGap + Interval));
        var (since, again) = ((await ReadAsync()).Progress.Since, (await TurnAsync()).Progress.Since);
        Assert.Equal(since, again);
        await WatchAsync(Bake);
        Assert.Equal(RolloutPhase.Completed, (await ReadAsync()).Progress.Phase);
    }

    [Fact]
    public async Task OneThatCameLate_HasABakeOfItsOwn_WithoutTheAbsence()
    {
        await BeginAsync();
        await WatchAsync(Bake / 2);
        await JoinAsync(2);
        await WatchAsync(Interval);
        var given = _time.GetUtcNow();
        await ReturnAsync(Away, false);
        await HeartbeatAsync(2);
        Assert.Equal(RolloutPhase.Baking, (await TurnAsync()).Progress.Phase);
        Assert.InRange(RolloutBake.EndOf(await ReadAsync()), given + Away + Bake - Interval, given + Away + Bake + Interval);
    }

    [Fact]
    public async Task Gate_AfterAnAbsence_WaitsForWhoeverWasNotHeardOf()
    {
        await BeginAsync();
        await WatchAsync(Bake - Interval);
        _time.Advance(Away);
        for (var turn = 0; turn < 30; turn++)
        {
            _time.Advance(Interval);
            await _store.Registry.SweepAsync(Cancel);
            var rollout = await TurnAsync();
            Assert.Equal((RolloutPhase.Baking, GateVerdict.Inconclusive, Unheard), (rollout.Progress.Phase, rollout.Gate.Verdict, Assert.Single(rollout.Gate.Reasons)));
        }

        await HeartbeatAsync(1);
        Assert.Equal(RolloutPhase.Completed, (await TurnAsync()).Progress.Phase);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Gate_AfterAnAbsence_WaitsUntilProbesWouldHaveFoundWhatIsIll(bool isIll)
    {
        var check = new HealthCheck { Type = HealthCheckType.Tcp, UnhealthyThreshold = 3 };
        await JoinAsync(1, check);
        await ProbeAsync(ProbeResult.Passing("ok"));
        await BeginAsync();
        await WatchAsync(Bake - Interval);
        await ReturnAsync(Away, false);
        Assert.Equal("o-1 has not been probed for long enough since the control plane is back", Assert.Single((await TurnAsync()).Gate.Reasons));

        for (var probe = 1; probe < check.UnhealthyThreshold; probe++)
        {
            _time.Advance(check.Interval);
            await ProbeAsync(isIll ? ProbeResult.Critical("refused") : ProbeResult.Passing("ok"));
            await HeartbeatAsync(1);
            Assert.Equal(isIll ? RolloutPhase.Baking : RolloutPhase.Completed, (await TurnAsync()).Progress.Phase);
        }

        await ProbeAsync(ProbeResult.Critical("refused"));
        Assert.Equal(isIll ? RolloutPhase.RolledBack : RolloutPhase.Completed, (await TurnAsync()).Progress.Phase);
    }

    [Fact]
    public async Task WhoIsProbedByOthers_IsNotWaitedForForEver()
    {
        var check = new HealthCheck { Type = HealthCheckType.Tcp };
        await JoinAsync(1, check);
        await ProbeAsync(ProbeResult.Passing("ok"));
        await BeginAsync();
        await ReturnAsync(Away, false);
        await WatchAsync((check.UnhealthyThreshold * check.Interval) + check.Timeout + Interval);

        Assert.Equal(GateVerdict.Pass, (await TurnAsync()).Gate.Verdict);
    }

    [Fact]
    public async Task WhoIsImported_HasNeitherALeaseNorProbes_AndIsNotAskedFor()
    {
        await _store.Registry.ImportAsync(Imports.Batch(Imports.Of("orders", "o-1")), Cancel);
        await BeginAsync();
        await WatchAsync(Bake - Interval, hasHeartbeats: false);
        _time.Advance(Away);
        await TurnAsync();
        await WatchAsync(2 * Interval, hasHeartbeats: false);

        Assert.Equal(RolloutPhase.Completed, (await ReadAsync()).Progress.Phase);
    }

    [Theory]
    [InlineData(TimeoutAction.Proceed, RolloutPhase.AwaitingApproval)]
    [InlineData(TimeoutAction.RollBack, RolloutPhase.RolledBack)]
    [InlineData(TimeoutAction.Pause, RolloutPhase.Paused)]
    public async Task TimeOutOfAnApproval_StandsStillOnlyWhereItIsAsGoodAsABake(TimeoutAction onTimeout, RolloutPhase expected)
    {
        await BeginAsync(Plan(new RolloutApproval(ApprovalMoment.End, Bake, onTimeout)));
        await WatchAsync(Bake + Interval);
        Assert.Equal(RolloutPhase.AwaitingApproval, (await ReadAsync()).Progress.Phase);
        await ReturnAsync(Away, false);
        Assert.Equal(expected, (await TurnAsync()).Progress.Phase);

        await WatchAsync(Bake);
        Assert.Equal(onTimeout is TimeoutAction.Proceed ? RolloutPhase.Completed : expected, (await ReadAsync()).Progress.Phase);
    }

    [Fact]
    public async Task Bake_OfAnApprovedStep_BeginsWhenItsShareIsGiven()
    {
        await JoinAsync(2);
        var plan = Plan(new RolloutApproval(ApprovalMoment.Step, TimeSpan.FromHours(1), TimeoutAction.RollBack)) with { Steps = [new RolloutStep(50, Bake), new RolloutStep(100, Bake)] };
        await BeginAsync(plan);
        await _store.Rollouts.AcknowledgeAsync(Acknowledgement(2), Cancel);
        await WatchAsync(Bake + Interval);

        // Killed before the turn that follows.
        Assert.Equal(RolloutOrderOutcome.Done, (await _advance.OrderAsync(await ReadAsync(), RolloutCommand.Approve, new RolloutCommandBody(), new("ben"), Cancel)).Outcome);
        await WatchAsync(2 * Bake, hasTurns: false);
        Assert.Equal(Bake, RolloutBake.LeftOf(await ReadAsync(), _time.GetUtcNow()));
        var widened = await TurnAsync();

        Assert.Equal((RolloutPhase.Baking, 1, _time.GetUtcNow(), 2), (widened.Progress.Phase, widened.Progress.Step, widened.Progress.Since, widened.Members.Count));
    }

    private static RolloutPlan Plan(RolloutApproval? approval) =>
        new() { Author = "ann", Steps = [new RolloutStep(100, Bake)], Gate = new RolloutGate(), Approval = approval };

    private static RolloutAcknowledgement Acknowledgement(int number) =>
        new(InstanceId.Parse($"o-{number}"), ServiceName.Parse("orders"), Drafts.Key("db"), 1, true, null);

    private async Task<Rollout> ReadAsync() => (await _store.Rollouts.FindAsync(_id, Cancel))!;

    private async Task<Rollout> TurnAsync()
    {
        await _advance.RunAsync(Drafts.Key("db"), Cancel);
        return await ReadAsync();
    }

    /// <summary>The control plane is there, and so are all.</summary>
    private async Task WatchAsync(TimeSpan time, bool hasHeartbeats = true, bool hasTurns = true)
    {
        for (var end = _time.GetUtcNow() + time; _time.GetUtcNow() < end;)
        {
            _time.Advance(Interval);
            await _store.Registry.SweepAsync(Cancel);
            foreach (var member in hasHeartbeats ? (await ReadAsync()).Members : [])
            {
                await _store.Registry.HeartbeatAsync(member.Id, Callers.Admin, Cancel);
            }

            if (hasTurns)
            {
                await TurnAsync();
            }
        }
    }

    /// <summary>It was away, and hears of the canary as soon as it is back.</summary>
    private async Task ReturnAsync(TimeSpan away, bool isNotedByATick)
    {
        _time.Advance(away);
        if (isNotedByATick)
        {
            await _store.Registry.SweepAsync(Cancel);
        }

        await HeartbeatAsync(1);
    }

    private async Task<Rollout> BeginAsync(RolloutPlan? plan = null)
    {
        if (await _store.Registry.FindAsync(One, Cancel) is null)
        {
            await JoinAsync(1);
        }

        await _store.Registry.SweepAsync(Cancel);
        await _store.Configurations.ApplyAsync(new CreateConfiguration(Drafts.Key("db"), Drafts.Of("a: 1", "orders")) { By = new("ann"), Activate = false }, Cancel);
        _id = (await _store.Rollouts.StartAsync(new RolloutStart(Guid.CreateVersion7(), Drafts.Key("db"), new RolloutOrder(1, plan ?? Plan(null), false)) { By = new("ann") }, Cancel)).Rollout!.Id;
        await TurnAsync();
        await _store.Rollouts.AcknowledgeAsync(Acknowledgement(1), Cancel);
        return await ReadAsync();
    }

    private async Task JoinAsync(int number, HealthCheck? check = null)
    {
        var registration = Registrations.Of("orders", $"o-{number}", 5000 + number, plain => plain with { Lease = TimeSpan.FromDays(1), HealthCheck = check });
        await _store.Registry.RegisterAsync(registration, Callers.Admin, Cancel);
        await HeartbeatAsync(number);
        if (_id != Guid.Empty)
        {
            await TurnAsync();
            await _store.Rollouts.AcknowledgeAsync(Acknowledgement(number), Cancel);
        }
    }

    private Task<WriteResult> HeartbeatAsync(int number) => _store.Registry.HeartbeatAsync(InstanceId.Parse($"o-{number}"), Callers.Admin, Cancel);

    private async Task ProbeAsync(ProbeResult result) =>
        await _store.Registry.RecordProbeAsync(One, ProbeTarget.Of((await _store.Registry.FindAsync(One, Cancel))!)!, result, Cancel);
}
