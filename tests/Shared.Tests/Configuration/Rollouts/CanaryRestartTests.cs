using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Configuration;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Configuration.Rollouts;

/// <summary>What the registry shows of an instance that crashed with the version.</summary>
public sealed class CanaryRestartTests
{
    private static readonly InstanceId Canary = InstanceId.Parse("o-1");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly InMemoryMeshStore _store;
    private readonly AdvanceRollout _advance;

    public CanaryRestartTests()
    {
        _store = new InMemoryMeshStore(_time);
        _advance = new AdvanceRollout(_store.Rollouts, [new SettingsEvidence(_store.Registry, _store.Reports, _store.Rollouts, _time)], _time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instance_ThatRegistersAsSomethingElseWithinItsLease_Restarted()
    {
        await StartAsync();

        await RegisterAsync(5002);

        Assert.Contains("o-1 restarted", (await TurnAsync(RolloutPhase.RolledBack)).Gate.Reasons);
    }

    [Fact]
    public async Task Instance_WhoseLeaseRanOut_IsAsGoodAsGone_HoweverManyMayBeUnhealthy()
    {
        await StartAsync();
        await PassAsync(TimeSpan.FromSeconds(40));

        Assert.Contains("o-1 is waited for", Reasons(await TurnAsync(RolloutPhase.Baking)), StringComparison.Ordinal);
        await PassAsync(TimeSpan.FromSeconds(5));

        Assert.Contains("o-1 is not heard of any more", (await TurnAsync(RolloutPhase.RolledBack)).Gate.Reasons);
    }

    [Fact]
    public async Task Instance_WhoseLeaseRanOutWhileTheControlPlaneWasAway_IsAwaited_AndGoesOnIfItLives()
    {
        await StartAsync();
        await PassAsync(TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(50));

        Assert.Contains("o-1 is waited for", Reasons(await TurnAsync(RolloutPhase.Baking)), StringComparison.Ordinal);
        await PassAsync(TimeSpan.FromSeconds(25));
        await TurnAsync(RolloutPhase.Baking);
        await _store.Registry.HeartbeatAsync(Canary, Callers.Admin, Cancel);

        Assert.Equal("o-1 has not said that it runs it", Reasons(await TurnAsync(RolloutPhase.Baking)));
    }

    [Fact]
    public async Task Instance_ThatDiedWhileTheControlPlaneWasAway_FailsALeaseAfterTheReturn()
    {
        await StartAsync();
        await PassAsync(TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(50));
        await TurnAsync(RolloutPhase.Baking);

        await PassAsync(TimeSpan.FromSeconds(30));

        Assert.Contains("o-1 is not heard of any more", (await TurnAsync(RolloutPhase.RolledBack)).Gate.Reasons);
    }

    [Fact]
    public async Task Instance_ThatRestartedWhileTheControlPlaneWasAway_Restarted()
    {
        await StartAsync();
        await PassAsync(TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(50));

        await RegisterAsync(5001);

        Assert.Contains("o-1 restarted", (await TurnAsync(RolloutPhase.RolledBack)).Gate.Reasons);
    }

    [Fact]
    public async Task Instance_OfWhichOtherThingsChange_DidNotRestart()
    {
        await StartAsync();

        await _store.Registry.ReportHealthAsync(Canary, new HealthReport(HealthStatus.Unhealthy, "for now"), Callers.Admin, Cancel);
        await _store.Registry.ReplaceMetadataAsync(Canary, new Dictionary<string, string> { ["zone"] = "b" }, Callers.Admin, Cancel);
        await _store.Registry.HeartbeatAsync(Canary, Callers.Admin, Cancel);
        await TurnAsync(RolloutPhase.Baking);
    }

    [Fact]
    public async Task Instance_InMaintenance_HasNotFailed_AndTellsNothing()
    {
        await StartAsync();
        await _store.Rollouts.AcknowledgeAsync(new RolloutAcknowledgement(Canary, ServiceName.Parse("orders"), Drafts.Key("db"), 1, true, null), Cancel);

        await _store.Registry.MaintainAsync(Canary, "a new disk", Callers.Admin, Cancel);

        Assert.Equal("o-1 is in maintenance, and tells nothing until that ends", Assert.Single((await TurnAsync(RolloutPhase.Baking)).Gate.Reasons));
    }

    [Fact]
    public async Task Resume_AsksForTheWordAnew()
    {
        await StartAsync();
        await _store.Rollouts.AcknowledgeAsync(new RolloutAcknowledgement(Canary, ServiceName.Parse("orders"), Drafts.Key("db"), 1, true, null), Cancel);
        await OrderAsync(RolloutCommand.Pause);

        await OrderAsync(RolloutCommand.Resume);

        Assert.Equal("o-1 has not said that it runs it", Assert.Single((await TurnAsync(RolloutPhase.Baking)).Gate.Reasons));
        Assert.Null(Assert.Single((await TurnAsync(RolloutPhase.Baking)).Members).Applied);
    }

    [Fact]
    public async Task Instance_ThatWasHeardOfAndRegistersAsTheSame_Restarted()
    {
        await StartAsync();

        _time.Advance(TimeSpan.FromSeconds(1));
        await RegisterAsync(5001);

        Assert.Contains("o-1 restarted", (await TurnAsync(RolloutPhase.RolledBack)).Gate.Reasons);
    }

    [Fact]
    public async Task Instance_ThatSaidThatItRunsItAndRegistersAsTheSame_Restarted_AlsoWithoutAHeartbeat()
    {
        await StartAsync(isHeardOf: false);
        await _store.Rollouts.AcknowledgeAsync(new RolloutAcknowledgement(Canary, ServiceName.Parse("orders"), Drafts.Key("db"), 1, true, null), Cancel);

        _time.Advance(TimeSpan.FromSeconds(3));
        await RegisterAsync(5001);

        Assert.Contains("o-1 restarted", (await TurnAsync(RolloutPhase.RolledBack)).Gate.Reasons);
    }

    [Fact]
    public async Task Instance_ThatKeepsItsLeaseByRegistering_DidNotRestart()
    {
        await StartAsync(isHeardOf: false);

        for (var i = 0; i < 10; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(20));
            await RegisterAsync(5001);
            await TurnAsync(RolloutPhase.Baking);
        }
    }

    [Fact]
    public async Task Instance_ThatRestartedBeforeItGotTheVersion_DidNotWithIt()
    {
        await RegisterAsync(5001);
        await _store.Registry.HeartbeatAsync(Canary, Callers.Admin, Cancel);

        await StartAsync();

        _time.Advance(TimeSpan.FromSeconds(1));
        await _store.Registry.HeartbeatAsync(Canary, Callers.Admin, Cancel);
        await TurnAsync(RolloutPhase.Baking);
    }

    private async Task StartAsync(bool isHeardOf = true)
    {
        await RegisterAsync(5001);
        if (isHeardOf)
        {
            await _store.Registry.HeartbeatAsync(Canary, Callers.Admin, Cancel);
        }

        await _store.Configurations.ApplyAsync(new CreateConfiguration(Drafts.Key("db"), Drafts.Of("a: 1", "orders")) { By = new("ann"), Activate = false }, Cancel);
        var plan = new RolloutPlan
        {
            Author = "ann",
            Steps = [new RolloutStep(100, TimeSpan.FromMinutes(10))],
            Gate = new RolloutGate { MaxUnhealthyPercent = 100 },
        };
        await _store.Rollouts.StartAsync(new RolloutStart(Guid.CreateVersion7(), Drafts.Key("db"), new RolloutOrder(1, plan, false)) { By = new("ann") }, Cancel);
        Assert.Equal(Canary, Assert.Single((await TurnAsync(RolloutPhase.Baking)).Members).Id);
    }

    private static string Reasons(Rollout rollout) => string.Join("; ", rollout.Gate.Reasons.Where(reason => !reason.Contains("has not said", StringComparison.Ordinal) || rollout.Gate.Reasons.Count == 1));

    // Ticks of a control plane that is awake.
    private async Task PassAsync(TimeSpan span)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += TimeSpan.FromSeconds(5))
        {
            await _store.Registry.SweepAsync(Cancel);
            _time.Advance(TimeSpan.FromSeconds(5));
        }
    }

    private async Task RegisterAsync(int port) =>
        await _store.Registry.RegisterAsync(Registrations.Of("orders", Canary.Value, port, plain => plain with { Lease = TimeSpan.FromSeconds(30) }), Callers.Admin, Cancel);

    private async Task OrderAsync(RolloutCommand command)
    {
        var rollout = (await _store.Rollouts.FindUnderWayAsync(Drafts.Key("db"), Cancel))!;
        Assert.Equal(RolloutOrderOutcome.Done, (await _advance.OrderAsync(rollout, command, new RolloutCommandBody(), new ConfigurationAuthor("ben"), Cancel)).Outcome);
    }

    // With what whoever asks for it is shown: less is stored.
    private async Task<Rollout> TurnAsync(RolloutPhase expected)
    {
        var rollout = (await _advance.RunAsync(Drafts.Key("db"), Cancel)).Rollout!;
        Assert.Equal(expected, rollout.Progress.Phase);
        return rollout with { Gate = (await _advance.LookAsync(rollout, Cancel)).Gate };
    }
}
