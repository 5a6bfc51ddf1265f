using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Configuration;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Configuration.Rollouts;

/// <summary>What happened since the last turn counts when somebody approves.</summary>
public sealed class ApprovalGateTests
{
    private static readonly InstanceId Canary = InstanceId.Parse("o-1");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly InMemoryMeshStore _store;
    private readonly Looking _evidence;
    private readonly AdvanceRollout _advance;

    public ApprovalGateTests()
    {
        _store = new InMemoryMeshStore(_time);
        _evidence = new Looking(new SettingsEvidence(_store.Registry, _store.Reports, _store.Rollouts, _time));
        _advance = new AdvanceRollout(_store.Rollouts, [_evidence], _time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(FailureAction.RollBack, RolloutPhase.RolledBack)]
    [InlineData(FailureAction.Pause, RolloutPhase.Paused)]
    public async Task Approval_OfWhatFails_IsRefused_AndTheFailureTakesItsCourse(FailureAction onFailure, RolloutPhase expected)
    {
        var awaiting = await AwaitAsync(onFailure);
        await _store.Registry.ReportHealthAsync(Canary, new HealthReport(HealthStatus.Unhealthy, null), Callers.Admin, Cancel);

        var (outcome, after) = await ApproveAsync(awaiting);

        Assert.Equal((RolloutOrderOutcome.GateFailed, expected), (outcome, after.Progress.Phase));
        Assert.Equal(expected, (await _store.Rollouts.FindAsync(awaiting.Id, Cancel))!.Progress.Phase);
        Assert.DoesNotContain(after.Timeline, note => note.What is RolloutNoteKind.Approved);
    }

    [Fact]
    public async Task Approval_WhileOneRefuses_IsRefused()
    {
        var awaiting = await AwaitAsync(FailureAction.RollBack);
        _evidence.Meanwhile = () => SayAsync(false);

        Assert.Equal(RolloutOrderOutcome.GateFailed, (await ApproveAsync(awaiting)).Outcome);
    }

    [Fact]
    public async Task Approval_OfWhatIsWell_IsDone()
    {
        var (outcome, after) = await ApproveAsync(await AwaitAsync(FailureAction.RollBack));

        Assert.Equal((RolloutOrderOutcome.Done, RolloutPhase.Completed), (outcome, after.Progress.Phase));
    }

    [Fact]
    public async Task Approval_OfAnotherStep_IsRefusedAndOfThisOneDone()
    {
        var awaiting = await AwaitAsync(FailureAction.RollBack);

        Assert.Equal((RolloutOrderOutcome.OtherStep, awaiting.Progress), await OutcomeAsync(1));
        Assert.Equal(RolloutOrderOutcome.Done, (await OutcomeAsync(0)).Outcome);

        async Task<(RolloutOrderOutcome Outcome, RolloutProgress Progress)> OutcomeAsync(int step)
        {
            var outcome = (await ApproveAsync(awaiting, step)).Outcome;
            return (outcome, (await _store.Rollouts.FindAsync(awaiting.Id, Cancel))!.Progress);
        }
    }

    private Task<(RolloutOrderOutcome Outcome, Rollout Rollout)> ApproveAsync(Rollout rollout, int? step = null) =>
        _advance.OrderAsync(rollout, RolloutCommand.Approve, new RolloutCommandBody(Step: step), new ConfigurationAuthor("ben"), Cancel);

    private Task<bool> SayAsync(bool applied) => _store.Rollouts.AcknowledgeAsync(
        new RolloutAcknowledgement(Canary, ServiceName.Parse("orders"), Drafts.Key("db"), 1, applied, applied ? null : "no"), Cancel);

    private async Task<Rollout> AwaitAsync(FailureAction onFailure)
    {
        await _store.Registry.RegisterAsync(Registrations.Of("orders", Canary.Value, 5001, plain => plain with { Lease = TimeSpan.FromDays(1) }), Callers.Admin, Cancel);
        await _store.Registry.HeartbeatAsync(Canary, Callers.Admin, Cancel);
        await _store.Configurations.ApplyAsync(new CreateConfiguration(Drafts.Key("db"), Drafts.Of("a: 1", "orders")) { By = new("ann"), Activate = false }, Cancel);
        var plan = new RolloutPlan
        {
            Author = "ann",
            Steps = [new RolloutStep(100, TimeSpan.FromSeconds(10))],
            Gate = new RolloutGate(),
            Approval = new RolloutApproval(ApprovalMoment.End, TimeSpan.FromHours(1), TimeoutAction.RollBack),
            OnFailure = onFailure,
        };
        await _store.Rollouts.StartAsync(new RolloutStart(Guid.CreateVersion7(), Drafts.Key("db"), new RolloutOrder(1, plan, false)) { By = new("ann") }, Cancel);
        await _advance.RunAsync(Drafts.Key("db"), Cancel);
        await SayAsync(true);
        _time.Advance(TimeSpan.FromSeconds(10));
        var awaiting = (await _advance.RunAsync(Drafts.Key("db"), Cancel)).Rollout!;
        Assert.Equal(RolloutPhase.AwaitingApproval, awaiting.Progress.Phase);
        return awaiting;
    }

    /// <summary>Evidence, and what happens once while it is gathered.</summary>
    private sealed class Looking(IRolloutEvidence inner) : IRolloutEvidence
    {
        public Func<Task>? Meanwhile { get; set; }

        public ConfigurationKind Kind => inner.Kind;

        public async Task<RolloutEvidence> GatherAsync(Rollout rollout, CancellationToken cancellationToken)
        {
            var seen = await inner.GatherAsync(rollout, cancellationToken);
            var happens = Meanwhile;
            Meanwhile = null;
            await (happens?.Invoke() ?? Task.CompletedTask);
            return seen;
        }
    }
}
