using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>Looks at the instances that a route's new version sends requests to.</summary>
public sealed class RouteEvidence(IRouteBackends backends, IServiceRegistry registry) : IRolloutEvidence
{
    public ConfigurationKind Kind => ConfigurationKind.Route;

    public async Task<RolloutEvidence> GatherAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        var seen = new List<SeenInstance>();
        foreach (var service in await backends.FindAsync(rollout.ConfigurationId, rollout.Version, cancellationToken))
        {
            for (PageRequest? page = new(PageRequest.MaxLimit); page is not null;)
            {
                var found = await registry.ListStatusAsync(new StatusFilter(service), page, cancellationToken);
                seen.AddRange(found.Items.Select(one => new SeenInstance(
                    one.Instance.ServiceId, one.Instance.ServiceName, one.Instance.Status, one.Instance.RegisteredAt, IsCandidate: false)));
                page = found.Next is null ? null : page with { After = found.Next };
            }
        }

        var none = new Dictionary<InstanceId, RequestFigures>();
        return new RolloutEvidence(seen, none, none, RequestFigures.None) { Candidate = RequestFigures.None };
    }
}
