using ToskaMesh.Shared.Configuration.Layers;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>Looks at the instances that a version of settings is for.</summary>
public sealed class SettingsEvidence(IServiceRegistry registry, IInstanceFigures figures, TimeProvider time) : IRolloutEvidence
{
    /// <summary>An instance that says by its metadata in which environment it is gets none of others, so it has nothing to say of them.</summary>
    public const string EnvironmentLabel = "environment";

    /// <summary>Services whose figures are shown where no gate asks for them.</summary>
    private const int ShownServices = 16;

    public ConfigurationKind Kind => ConfigurationKind.Settings;

    public async Task<RolloutEvidence> GatherAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        var instances = await InstancesAsync(rollout, cancellationToken);
        var services = instances.Select(instance => instance.Service).Concat(rollout.Members.Select(member => member.Service)).Distinct().ToList();
        return rollout.Plan.Gate.MaxErrorRate is null && services.Count > ShownServices
            ? new RolloutEvidence(instances, NoFigures, NoFigures, RequestFigures.None)
            : await WithFiguresAsync(rollout, instances, services, cancellationToken);
    }

    private static Dictionary<InstanceId, RequestFigures> NoFigures => [];

    private async Task<RolloutEvidence> WithFiguresAsync(
        Rollout rollout, IReadOnlyList<SeenInstance> instances, IReadOnlyList<ServiceName> services, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var isJudged = rollout.Plan.Gate.MaxErrorRate is not null;
        var members = rollout.Members.Select(member => member.Id).ToHashSet();
        var (counted, current, recent) = (NoFigures, NoFigures, NoFigures);
        var (stable, recentStable) = (RequestFigures.None, RequestFigures.None);
        foreach (var service in services)
        {
            RolloutMember[] given = [.. rollout.Members.Where(member => member.Service == service)];
            InstanceId[] ids = [.. given.Select(member => member.Id)];

            // Those whom the version is not for are no measure of it.
            InstanceId[] others = [.. instances.Where(instance => instance.Service == service && !members.Contains(instance.Id)).Select(instance => instance.Id)];
            foreach (var together in given.Where(member => member.CountedFrom is not null).GroupBy(member => WindowFigures.MinuteOf(member.CountedFrom!.Value)))
            {
                await SumAsync(service, [.. together.Select(member => member.Id)], together.Key, counted);
            }

            await SumAsync(service, ids, now, current);
            stable += await SumAsync(service, others, rollout.Baseline?.Since ?? now, NoFigures);
            if (isJudged)
            {
                await SumAsync(service, ids, RecentFigures.Start(now), recent);
                recentStable += await SumAsync(service, others, RecentFigures.Start(now), NoFigures);
            }
        }

        return new RolloutEvidence(instances, counted, current, stable)
        {
            At = now,
            Recent = isJudged ? new RecentFigures(RecentFigures.Start(now), recent, RequestFigures.None, recentStable) : null,
        };

        async Task<RequestFigures> SumAsync(ServiceName service, InstanceId[] of, DateTimeOffset from, Dictionary<InstanceId, RequestFigures> into)
        {
            // A gateway's clock may be a little ahead, and its window of this moment then ends in the next minute.
            var (first, until) = (from > FigureRules.FirstKept(now) ? from : FigureRules.FirstKept(now), WindowFigures.MinuteOf(now) + TimeSpan.FromMinutes(2));
            foreach (var some in of.Chunk(ObservationLimits.Sums))
            {
                foreach (var sum in await figures.SumAsync(service, some, first, until, cancellationToken))
                {
                    into[sum.ServiceId] = sum.Figures;
                }
            }

            return into.Values.Aggregate(RequestFigures.None, (all, one) => all + one);
        }
    }

    private async Task<IReadOnlyList<SeenInstance>> InstancesAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        var members = rollout.Members.Select(member => member.Id).ToHashSet();
        var seen = new List<SeenInstance>();
        await foreach (var instance in ReadAsync(rollout.Selector, cancellationToken))
        {
            var isMember = members.Remove(instance.ServiceId);
            if (isMember || IsFor(rollout, instance))
            {
                seen.Add(See(instance));
            }
        }

        // Those whose labels are others by now are there all the same, and did not leave.
        foreach (var id in members)
        {
            if (await registry.FindAsync(id, cancellationToken) is { } elsewhere)
            {
                seen.Add(See(elsewhere) with { IsCandidate = false });
            }
        }

        return seen;
    }

    private async IAsyncEnumerable<ServiceInstance> ReadAsync(
        ConfigurationSelector selector, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ServiceName?[] services = selector.Services.Count == 0 ? [null] : [.. selector.Services];
        foreach (var service in services)
        {
            for (PageRequest? page = new(PageRequest.MaxLimit); page is not null;)
            {
                var (instances, next) = await PageAsync(service, page, cancellationToken);
                foreach (var instance in instances)
                {
                    yield return instance;
                }

                page = next is null ? null : page with { After = next };
            }
        }
    }

    private async Task<(IReadOnlyList<ServiceInstance> Instances, string? Next)> PageAsync(
        ServiceName? service, PageRequest page, CancellationToken cancellationToken)
    {
        var found = await registry.ListStatusAsync(new StatusFilter(service), page, cancellationToken);
        return ([.. found.Items.Select(one => one.Instance)], found.Next);
    }

    private static bool IsFor(Rollout rollout, ServiceInstance instance)
    {
        var labels = LayerRules.LabelsOf(instance);
        return rollout.Selector.Selects(instance.ServiceName, labels)
            && rollout.Plan.Labels.All(label => labels.GetValueOrDefault(label.Key) == label.Value)
            && (rollout.Key.Environment.IsDefault || !labels.TryGetValue(EnvironmentLabel, out var environment)
                || string.Equals(environment, rollout.Key.Environment.Value, StringComparison.OrdinalIgnoreCase));
    }

    // One that is ill already would tell nothing of the version, and all but that. Nor does one that somebody took out on purpose.
    private SeenInstance See(ServiceInstance instance) =>
        new(
            instance.ServiceId,
            instance.ServiceName,
            instance.Maintenance is null ? instance.Status : HealthStatus.Unknown,
            instance.StartedAt,
            instance.Status is not HealthStatus.Unhealthy)
        {
            // The status as well, since no lease counts just after the mesh itself was away.
            HasExpired = instance.Source is null && instance.Status is HealthStatus.Unhealthy && time.GetUtcNow() >= instance.ExpiresAt,
        };
}
