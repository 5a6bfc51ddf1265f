using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Documents;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Observations;
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
        var rollout = await BeginAsync();
        await CountAsync(1, new RequestFigures(90, 1, 2));
        await CountAsync(2, new RequestFigures(10, 3, 4));

        var evidence = await GatherAsync(rollout);

        Assert.Equal(new RequestFigures(10, 3, 4), evidence.Candidate);
        Assert.Equal(new RequestFigures(90, 1, 2), evidence.Stable);
    }

    [Fact]
    public async Task Evidence_OfTheLastMinutes_StandsByItself()
    {
        var rollout = await BeginAsync();
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
        var plan = new RolloutPlan
        {
            Author = "admin",
            Steps = [new RolloutStep(10, TimeSpan.FromMinutes(5))],
            Gate = new RolloutGate { MaxErrorRate = 0.1, MinSamples = 10 },
            OnFailure = FailureAction.Pause,
        };
        return RolloutTurns.Begin(Guid.NewGuid(), written.Head!, written.Version!.Info, plan, null, _time.GetUtcNow()).After;
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
