using System.Text;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>
/// Looks at the instances that a route's new version sends requests to. What became of those requests gateways do not
/// count by route and version, so a gate that asks for rates stays inconclusive.
/// </summary>
public sealed class RouteEvidence(IConfigurationStore configurations, IServiceRegistry registry) : IRolloutEvidence
{
    public ConfigurationKind Kind => ConfigurationKind.Route;

    public async Task<RolloutEvidence> GatherAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        var seen = new Dictionary<InstanceId, SeenInstance>();
        foreach (var backend in await BackendsAsync(rollout, cancellationToken))
        {
            for (PageRequest? page = new(PageRequest.MaxLimit); page is not null;)
            {
                var found = await registry.ListStatusAsync(new StatusFilter(ServiceName.Parse(backend.Service)), page, cancellationToken);
                foreach (var instance in found.Items.Select(one => one.Instance).Where(instance => backend.Takes(instance.Version, [.. instance.Tags])))
                {
                    seen[instance.ServiceId] = new SeenInstance(
                        instance.ServiceId, instance.ServiceName, instance.Status, instance.RegisteredAt, IsCandidate: false);
                }

                page = found.Next is null ? null : page with { After = found.Next };
            }
        }

        var none = new Dictionary<InstanceId, RequestFigures>();
        return new RolloutEvidence([.. seen.Values], none, none, RequestFigures.None) { Candidate = RequestFigures.None };
    }

    private async Task<IReadOnlyList<RouteBackend>> BackendsAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        var versions = await configurations.FindVersionsAsync([new ConfigurationVersionKey(rollout.ConfigurationId, rollout.Version)], cancellationToken);
        return versions is [var version] && RouteDefinitionParser.Parse(Encoding.UTF8.GetBytes(version.Document.Json)) is { Succeeded: true } parsed
            ? [.. parsed.Value.Backends.Where(backend => backend.Weight > 0)]
            : [];
    }
}
