using System.Text;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>
/// Looks at the instances that a route's new version sends requests to, and at what became of the requests that gateways
/// gave to it and to the stable version since it is judged. Figures are kept for an hour
/// (<see cref="ObservationLimits.FigureRetention"/>), so of a longer rollout it is the last hour that is judged.
/// </summary>
public sealed class RouteEvidence(IConfigurationStore configurations, IServiceRegistry registry, IRouteFigures figures, TimeProvider time) : IRolloutEvidence
{
    public ConfigurationKind Kind => ConfigurationKind.Route;

    public async Task<RolloutEvidence> GatherAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        var backends = new Dictionary<InstanceId, InstanceStatus>();
        foreach (var backend in await BackendsAsync(rollout, cancellationToken))
        {
            for (PageRequest? page = new(PageRequest.MaxLimit); page is not null;)
            {
                var found = await registry.ListStatusAsync(new StatusFilter(ServiceName.Parse(backend.Service)), page, cancellationToken);
                foreach (var one in found.Items.Where(one => one.Instance.Maintenance is null && backend.Takes(one.Instance.Version, [.. one.Instance.Tags])))
                {
                    backends[one.Instance.ServiceId] = one;
                }

                page = found.Next is null ? null : page with { After = found.Next };
            }
        }

        // After them: one that came while they were read makes all of them old.
        var (absence, now) = (await registry.LastAbsenceAsync(cancellationToken), time.GetUtcNow());
        var (candidate, stable) = (CountedFigures.None, StableFigures.None);
        var periods = FigurePeriods.Of(rollout.CreatedAt, now);
        foreach (var (version, mark, period, counted) in await figures.SumAsync(rollout.Key.Name, [rollout.Version, rollout.StableVersion], periods, cancellationToken))
        {
            if (version == rollout.StableVersion)
            {
                stable = stable.With(period, counted);
            }
            else if (rollout is { Baseline: not null, Mark: > 0 } && mark >= rollout.Mark)
            {
                candidate = candidate.With(period, counted);
            }
        }

        return new RolloutEvidence([.. backends.Values.Select(one => SeenInstance.Of(one.Instance, one.IsSpared, absence, now) with { IsCandidate = false })])
        {
            Absence = absence,
            Candidate = candidate,
            Stable = new Dictionary<string, StableFigures> { [""] = stable },
        };
    }

    private async Task<IReadOnlyList<RouteBackend>> BackendsAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        var versions = await configurations.FindVersionsAsync([new ConfigurationVersionKey(rollout.ConfigurationId, rollout.Version)], cancellationToken);
        return versions is [var version] && RouteDefinitionParser.Parse(Encoding.UTF8.GetBytes(version.Document.Json)) is { Succeeded: true } parsed
            ? [.. parsed.Value.Backends.Where(backend => backend.Weight > 0)]
            : [];
    }
}
