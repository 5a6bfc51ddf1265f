using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Documents;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Validation;
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
        await CountAsync(1, new RequestFigures(90, 1, 2));
        await CountAsync(2, new RequestFigures(10, 3, 4));

        var evidence = await GatherAsync(rollout);

        Assert.Equal(new RequestFigures(10, 3, 4), evidence.Candidate);
        Assert.Equal(new RequestFigures(90, 1, 2), evidence.Stable);
    }

    [Fact]
    public async Task Evidence_OfTheLastMinutes_StandsByItself()
    {
        var rollout = await TurnAsync(await BeginAsync());
        await CountAsync(2, new RequestFigures(1000, 0, 0));
        _time.Advance(TimeSpan.FromMinutes(10));
        await CountAsync(1, new RequestFigures(90, 0, 0));
        await CountAsync(2, new RequestFigures(10, 10, 0));
        _time.Advance(TimeSpan.FromMinutes(1));

        var evidence = await GatherAsync(rollout);

        Assert.Equal(new RequestFigures(1010, 10, 0), evidence.Candidate);
        Assert.Equal((new RequestFigures(10, 10, 0), new RequestFigures(90, 0, 0)), (evidence.Recent!.Candidate, evidence.Recent.Stable));
        Assert.Equal(GateVerdict.Fail, RolloutSight.Look(rollout, evidence, _time.GetUtcNow()).Gate.Verdict);
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
        await CountAsync(2, new RequestFigures(20, 1, 0));
        rollout = await TurnAsync(rollout);
        var seen = RolloutSight.Look(rollout, await GatherAsync(rollout), _time.GetUtcNow());
        Assert.Equal((new RequestFigures(20, 1, 0), RequestFigures.None), (seen.Canary, seen.Stable));
        Assert.DoesNotContain("failed", string.Concat(seen.Gate.Reasons), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(90)]
    public async Task Turn_AfterAFailureAndAResumption_JudgesWhatCameSince(int seconds)
    {
        var rollout = await TurnAsync(await BeginAsync());
        await CountAsync(2, new RequestFigures(20, 20, 0));
        rollout = await TurnAsync(rollout);
        Assert.Equal(RolloutPhase.Paused, rollout.Progress.Phase);
        _time.Advance(TimeSpan.FromSeconds(10 + seconds));

        rollout = await TurnAsync(RolloutTurns.Order(rollout, RolloutCommand.Resume, "ann", new RolloutCommandBody(), _time.GetUtcNow()).Change.After);
        Assert.Equal(RolloutPhase.Baking, rollout.Progress.Phase);

        // What gateways had not told yet is forgiven, too.
        await CountAsync(2, new RequestFigures(30, 30, 0));
        Assert.Equal(RolloutPhase.Baking, (await TurnAsync(rollout)).Progress.Phase);
        _time.Advance(ObservationLimits.ReportDelay);
        rollout = await TurnAsync(rollout);
        Assert.Equal(RolloutPhase.Baking, rollout.Progress.Phase);
        await CountAsync(2, new RequestFigures(20, 0, 0));
        rollout = await TurnAsync(rollout);
        Assert.Equal(RolloutPhase.Baking, rollout.Progress.Phase);

        _time.Advance(TimeSpan.FromSeconds(10));
        await CountAsync(2, new RequestFigures(20, 20, 0));
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
        var none = new Dictionary<InstanceId, RequestFigures>();
        return RolloutTurns.Observe(rollout, new RolloutEvidence(instances, none, none, RequestFigures.None) { Candidate = RequestFigures.None }, _time.GetUtcNow()).After;
    }

    private async Task<Rollout> TurnAsync(Rollout rollout) => RolloutTurns.Observe(rollout, await GatherAsync(rollout), _time.GetUtcNow()).After;

    private Task<RolloutEvidence> GatherAsync(Rollout rollout) =>
        new RouteEvidence(_store.Configurations, _store.Registry, _store.Reports, _time).GatherAsync(rollout, Cancel);

    private Task CountAsync(long version, RequestFigures figures) => _store.Reports.RecordAsync(
        Reports.From("gw") with { Routes = [new(Key.Name, version, new WindowFigures(_time.GetUtcNow(), _time.GetUtcNow().AddSeconds(10), figures))] }, Cancel);

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
