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

/// <summary>Whose requests the gate counts, of what gateways tell in their own time.</summary>
public sealed class GateFiguresTests
{
    private static readonly TimeSpan Settled = ObservationLimits.ReportDelay + TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly InMemoryMeshStore _store;

    public GateFiguresTests() => _store = new InMemoryMeshStore(_time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _time.GetUtcNow();

    [Fact]
    public async Task Failures_FromBeforeTheVersion_ThatAreToldAfterIt_AreNotIts()
    {
        var rollout = await TurnAsync(await BeginAsync([Step(50, 7200)]));
        await CountAsync(CanaryOf(rollout), Now - TimeSpan.FromMinutes(30), Now + TimeSpan.FromSeconds(1), new RequestFigures(1000, 1000, 0));

        for (var turn = 0; turn < 20; turn++)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            rollout = await TurnAsync(rollout);
            Assert.Equal(RolloutPhase.Baking, rollout.Progress.Phase);
        }

        await CountAsync(CanaryOf(rollout), Now, Now + TimeSpan.FromSeconds(5), new RequestFigures(20, 20, 0));
        Assert.Equal(RolloutPhase.Paused, (await TurnAsync(rollout)).Progress.Phase);
    }

    [Fact]
    public async Task Successes_FromBeforeTheVersion_ThatAreToldAfterIt_ProveNothing()
    {
        var rollout = Acknowledged(await TurnAsync(await BeginAsync([Step(50, 30)])));
        await CountAsync(CanaryOf(rollout), Now - TimeSpan.FromMinutes(30), Now + TimeSpan.FromSeconds(1), new RequestFigures(1000, 0, 0));
        _time.Advance(Settled);
        rollout = await TurnAsync(rollout);
        _time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal((RolloutPhase.Baking, GateVerdict.Inconclusive), await StandOfAsync(rollout));

        await CountAsync(CanaryOf(rollout), Now, Now + TimeSpan.FromSeconds(5), new RequestFigures(20, 0, 0));
        Assert.Equal((RolloutPhase.Completed, GateVerdict.Pass), await StandOfAsync(rollout));
    }

    [Fact]
    public async Task Failures_ToldAfterAResumption_ButFromBeforeIt_AreForgiven()
    {
        var rollout = await TurnAsync(await BeginAsync([Step(50, 7200)]));
        rollout = RolloutTurns.Order(rollout, RolloutCommand.Pause, "ann", new RolloutCommandBody(), Now).Change.After;
        rollout = await TurnAsync(RolloutTurns.Order(rollout, RolloutCommand.Resume, "ann", new RolloutCommandBody(), Now).Change.After);
        await CountAsync(CanaryOf(rollout), Now - TimeSpan.FromSeconds(9), Now + TimeSpan.FromSeconds(1), new RequestFigures(50, 50, 0));
        _time.Advance(Settled);

        rollout = await TurnAsync(rollout);

        Assert.Equal(RolloutPhase.Baking, (await TurnAsync(rollout)).Progress.Phase);
    }

    [Fact]
    public async Task Minute_ThatPassesBetweenTheLookAndTheTurn_HidesNoFailures()
    {
        var rollout = await TurnAsync(await BeginAsync([Step(50, 7200)]));
        _time.Advance(TimeSpan.FromSeconds(54.9));
        await CountAsync(CanaryOf(rollout), Now - TimeSpan.FromSeconds(20), Now - TimeSpan.FromSeconds(10), new RequestFigures(600, 0, 0));
        var evidence = await GatherAsync(rollout);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        rollout = RolloutTurns.Observe(rollout, evidence, Now).After;

        await CountAsync(CanaryOf(rollout), Now, Now + TimeSpan.FromSeconds(10), new RequestFigures(500, 500, 0));
        _time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(RolloutPhase.Paused, (await TurnAsync(rollout)).Progress.Phase);
    }

    [Fact]
    public async Task Minute_ThatIsTooOld_DoesNotCount_AlsoWhereItIsNotDeletedYet()
    {
        var rollout = await TurnAsync(await BeginAsync([Step(50, 7200)]));
        _time.Advance(Settled);
        await CountAsync(CanaryOf(rollout), Now - TimeSpan.FromSeconds(10), Now, new RequestFigures(600, 600, 0));
        rollout = await TurnAsync(rollout);

        for (var minute = 0; minute < 65; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            rollout = await TurnAsync(rollout);
            Assert.Equal(RolloutPhase.Baking, rollout.Progress.Phase);
        }
    }

    [Fact]
    public async Task LastStep_IsComparedWithWhatTheOthersHadBeforeIt()
    {
        var rollout = Acknowledged(await TurnAsync(await BeginAsync([Step(50, 30), Step(100, 7200)], isCompared: true)));
        rollout = await AfterAsync(rollout, errors: 3);
        rollout = Acknowledged(await AfterAsync(rollout, errors: 3));
        Assert.Equal((1, 2), (rollout.Progress.Step, rollout.Members.Count));

        for (var turn = 0; turn < 10; turn++)
        {
            rollout = await AfterAsync(rollout, errors: 3);
            Assert.True(rollout.Progress.Phase is RolloutPhase.Baking, rollout.Progress.Reason);
        }

        Assert.Equal(RolloutPhase.Paused, (await AfterAsync(await AfterAsync(rollout, errors: 90), errors: 90)).Progress.Phase);
    }

    [Fact]
    public async Task AllAtOnce_IsComparedWithWhatAllHadBeforeIt()
    {
        var rollout = await BeginAsync([Step(100, 7200)], isCompared: true);
        await CountBothAsync(new RequestFigures(100, 0, 3));

        rollout = await AfterAsync(await AfterAsync(await TurnAsync(rollout), errors: 3), errors: 3);

        Assert.True(rollout.Progress.Phase is RolloutPhase.Baking, rollout.Progress.Reason);
        Assert.Equal(RolloutPhase.Paused, (await AfterAsync(rollout, errors: 90)).Progress.Phase);
    }

    [Fact]
    public async Task Others_WhomTheVersionIsNotFor_AreNotComparedWith()
    {
        var key = Drafts.Key("db", "production");
        await RegisterAsync("o-1", 5001, "production");
        await RegisterAsync("o-2", 5002, "production");
        await RegisterAsync("o-9", 5009, "staging");
        var rollout = await TurnAsync(await BeginAsync(key, [Step(50, 7200)], isCompared: true));
        _time.Advance(Settled);
        rollout = await TurnAsync(rollout);
        var canary = CanaryOf(rollout);
        await CountAsync("o-9", Now, Now + TimeSpan.FromSeconds(5), new RequestFigures(1000, 600, 0));
        await CountAsync(canary == "o-1" ? "o-2" : "o-1", Now, Now + TimeSpan.FromSeconds(5), new RequestFigures(100, 0, 0));
        await CountAsync(canary, Now, Now + TimeSpan.FromSeconds(5), new RequestFigures(100, 25, 0));

        Assert.Equal(RolloutPhase.Paused, (await TurnAsync(rollout)).Progress.Phase);
    }

    [Fact]
    public async Task Gateway_WhoseClockIsFarAhead_TellsNothing()
    {
        var rollout = await BeginAsync([Step(50, 7200)]);
        foreach (var id in new[] { "o-1", "o-2" })
        {
            await CountAsync(id, Now + TimeSpan.FromMinutes(3.5), Now + TimeSpan.FromMinutes(3.6), new RequestFigures(100, 100, 0));
        }

        for (var minute = 0; minute < 6; minute++)
        {
            rollout = await TurnAsync(rollout);
            Assert.Equal(RolloutPhase.Baking, rollout.Progress.Phase);
            _time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private static RolloutStep Step(int percent, int seconds) => new(percent, TimeSpan.FromSeconds(seconds));

    private static string CanaryOf(Rollout rollout) => Assert.Single(rollout.Members).Id.Value;

    private static Rollout Acknowledged(Rollout rollout) => rollout with { Members = [.. rollout.Members.Select(member => member with { Applied = true })] };

    private Task<RolloutEvidence> GatherAsync(Rollout rollout) => new SettingsEvidence(_store.Registry, _store.Reports, _time).GatherAsync(rollout, Cancel);

    private async Task<Rollout> TurnAsync(Rollout rollout) => RolloutTurns.Observe(rollout, await GatherAsync(rollout), Now).After;

    private async Task<(RolloutPhase Phase, GateVerdict Verdict)> StandOfAsync(Rollout rollout)
    {
        var after = await TurnAsync(rollout);
        return (after.Progress.Phase, after.Gate.Verdict);
    }

    // Twenty seconds with a hundred requests to each instance, and a turn.
    private async Task<Rollout> AfterAsync(Rollout rollout, int errors)
    {
        _time.Advance(TimeSpan.FromSeconds(20));
        await CountBothAsync(new RequestFigures(100, 0, errors));
        return await TurnAsync(rollout);
    }

    private async Task CountBothAsync(RequestFigures figures)
    {
        foreach (var id in new[] { "o-1", "o-2" })
        {
            await CountAsync(id, Now - TimeSpan.FromSeconds(10), Now, figures);
        }
    }

    private Task CountAsync(string instance, DateTimeOffset start, DateTimeOffset end, RequestFigures figures) =>
        _store.Reports.RecordAsync(Reports.From("gw", Reports.Counted(instance, start, end - start, figures)), Cancel);

    private async Task RegisterAsync(string id, int port, string environment = "default")
    {
        var metadata = new Dictionary<string, string> { ["environment"] = environment };
        await _store.Registry.RegisterAsync(Registrations.Of("orders", id, port, plain => plain with { Lease = TimeSpan.FromDays(1), Metadata = metadata }), Callers.Admin, Cancel);
        await _store.Registry.HeartbeatAsync(InstanceId.Parse(id), Callers.Admin, Cancel);
    }

    private async Task<Rollout> BeginAsync(IReadOnlyList<RolloutStep> steps, bool isCompared = false)
    {
        await RegisterAsync("o-1", 5001);
        await RegisterAsync("o-2", 5002);
        return await BeginAsync(Drafts.Key("db"), steps, isCompared);
    }

    private async Task<Rollout> BeginAsync(ConfigurationKey key, IReadOnlyList<RolloutStep> steps, bool isCompared)
    {
        var by = new ConfigurationAuthor("ann");
        await _store.Configurations.ApplyAsync(new CreateConfiguration(key, Drafts.Of("a: 1", "orders")) { By = by, Activate = false }, Cancel);
        var plan = new RolloutPlan
        {
            Author = "ann",
            Steps = steps,
            Gate = new RolloutGate { MaxErrorRate = 0.01, MinSamples = 20, CompareWithStable = isCompared },
            OnFailure = FailureAction.Pause,
        };
        return (await _store.Rollouts.StartAsync(new RolloutStart(Guid.CreateVersion7(), key, new RolloutOrder(1, plan, false)) { By = by }, Cancel)).Rollout!;
    }
}
