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
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public async Task Evidence_OfARoute_IsWhatGatewaysCountedOfEachVersionSinceTheRolloutBegan()
    {
        var (store, cancellation) = (new InMemoryMeshStore(_time), TestContext.Current.CancellationToken);
        var key = new ConfigurationKey(ConfigurationName.Parse("shop"), EnvironmentName.Default);
        var by = new ConfigurationAuthor("admin");
        await store.Configurations.ApplyAsync(new CreateConfiguration(key, Draft("old")) { By = by, Kind = ConfigurationKind.Route }, cancellation);
        var written = await store.Configurations.ApplyAsync(
            new ReplaceConfiguration(key, Draft("new")) { By = by, Kind = ConfigurationKind.Route, Activate = false }, cancellation);
        var plan = new RolloutPlan { Author = "admin", Steps = [new RolloutStep(10, TimeSpan.FromMinutes(5))], Gate = new RolloutGate() };
        var rollout = RolloutTurns.Begin(Guid.NewGuid(), written.Head!, written.Version!.Info, plan, null, _time.GetUtcNow()).After;
        await CountAsync(1, new RequestFigures(90, 1, 2));
        await CountAsync(2, new RequestFigures(10, 3, 4));

        var evidence = await new RouteEvidence(store.Configurations, store.Registry, store.Reports, _time).GatherAsync(rollout, cancellation);

        Assert.Equal(new RequestFigures(10, 3, 4), evidence.Candidate);
        Assert.Equal(new RequestFigures(90, 1, 2), evidence.Stable);

        Task CountAsync(long version, RequestFigures figures) => store.Reports.RecordAsync(
            Reports.From("gw") with { Routes = [new(key.Name, version, new WindowFigures(_time.GetUtcNow(), _time.GetUtcNow().AddSeconds(10), figures))] }, cancellation);
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
