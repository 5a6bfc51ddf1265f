using ToskaMesh.Shared.Configuration.Layers;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>Looks at the instances that a version of settings is for.</summary>
public sealed class SettingsEvidence(IServiceRegistry registry, IInstanceFigures figures, IRolloutShares shares, TimeProvider time) : IRolloutEvidence
{
    /// <summary>An instance that says by its metadata in which environment it is gets none of others, so it has nothing to say of them.</summary>
    public const string EnvironmentLabel = "environment";

    /// <summary>Services whose figures are shown where no gate asks for them.</summary>
    private const int ShownServices = 16;

    public ConfigurationKind Kind => ConfigurationKind.Settings;

    public async Task<RolloutEvidence> GatherAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        var (instances, absence) = await InstancesAsync(rollout, cancellationToken);
        var services = instances.Select(instance => instance.Service).Concat(rollout.Members.Select(member => member.Service)).Distinct().ToList();
        return rollout.Plan.Gate.MaxErrorRate is null && services.Count > ShownServices
            ? new RolloutEvidence(instances) { Absence = absence }
            : await WithFiguresAsync(rollout, instances, cancellationToken) with { Absence = absence };
    }

    private async Task<RolloutEvidence> WithFiguresAsync(Rollout rollout, IReadOnlyList<SeenInstance> instances, CancellationToken cancellationToken)
    {
        var members = rollout.Members.ToDictionary(member => member.Id);
        var services = members.Values.Select(member => (member.Id, member.Service.Value)).ToDictionary();
        foreach (var instance in instances)
        {
            services.TryAdd(instance.Id, instance.Service.Value);
        }

        var periods = FigurePeriods.Of(rollout.CreatedAt, time.GetUtcNow());
        var sums = new List<InstanceFigures>();
        foreach (var some in services.Keys.Chunk(ObservationLimits.Sums))
        {
            sums.AddRange(await figures.SumAsync(some, periods, cancellationToken));
        }

        var others = OthersOf(rollout, instances);
        var underWay = sums.Any(sum => sum.Mark > 0 && others.Contains(sum.ServiceId)) ? await MarksUnderWayAsync(cancellationToken) : [];
        var (given, stable) = (new Dictionary<InstanceId, CountedFigures>(), new Dictionary<string, StableFigures>());
        foreach (var (id, mark, period, counted) in sums)
        {
            if (members.GetValueOrDefault(id) is { Mark: > 0 } member && mark >= member.Mark)
            {
                given[id] = given.GetValueOrDefault(id, CountedFigures.None).With(period, counted);
            }
            else if (period is FigurePeriod.Before ? mark == 0 : others.Contains(id) && (mark == 0 || underWay.Contains((id, mark))))
            {
                // Before the rollout a mark was another one's, and all of them had the old version.
                stable[services[id]] = stable.GetValueOrDefault(services[id], StableFigures.None).With(period, counted);
            }
        }

        return new RolloutEvidence(instances) { Given = given, Stable = stable };
    }

    // Those who could have the version and do not. One that is ill is none, or at the end all the others would be; nor is
    // one that just came and is about to get it. What an old table's gateway sent to a member meanwhile is nobody's.
    private static HashSet<InstanceId> OthersOf(Rollout rollout, IReadOnlyList<SeenInstance> instances)
    {
        var members = rollout.Members.Select(member => member.Id).ToHashSet();
        InstanceId[] present = [.. instances.Where(instance => instance.IsCandidate || members.Contains(instance.Id)).Select(instance => instance.Id)];
        return [.. present.Except(RolloutAssignment.Widen(rollout.Id, rollout.Progress.PercentOf(rollout.Plan), present, members))];
    }

    // A mark of a rollout that is over was perhaps of a version that failed.
    private async Task<HashSet<(InstanceId, long)>> MarksUnderWayAsync(CancellationToken cancellationToken) =>
        [.. (await shares.ListAsync(cancellationToken)).SelectMany(share => share.Marks).Select(given => (given.Key, given.Value))];

    private async Task<(IReadOnlyList<SeenInstance> Instances, Absence? Absence)> InstancesAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        var members = rollout.Members.Select(member => member.Id).ToHashSet();
        var found = new List<(ServiceInstance Instance, bool IsSpared, bool MayBecome)>();
        await foreach (var (instance, isSpared) in ReadAsync(rollout.Selector, cancellationToken))
        {
            var isMember = members.Remove(instance.ServiceId);
            if (isMember || IsFor(rollout, instance))
            {
                found.Add((instance, isSpared, true));
            }
        }

        // Those whose labels are others by now are there all the same, and did not leave.
        foreach (var id in members)
        {
            if (await registry.FindAsync(id, cancellationToken) is { } elsewhere)
            {
                found.Add((elsewhere, elsewhere.Status is not HealthStatus.Unhealthy, false));
            }
        }

        // After them: one that came while they were read makes all of them old.
        var (absence, now) = (await registry.LastAbsenceAsync(cancellationToken), time.GetUtcNow());
        return ([.. found.Select(one => See(one.Instance, one.IsSpared, one.MayBecome))], absence);

        SeenInstance See(ServiceInstance instance, bool isSpared, bool mayBecome)
        {
            var seen = SeenInstance.Of(instance, isSpared, absence, now);
            return seen with { IsCandidate = seen.IsCandidate && mayBecome };
        }
    }

    private async IAsyncEnumerable<(ServiceInstance Instance, bool IsSpared)> ReadAsync(
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

    private async Task<(IReadOnlyList<(ServiceInstance Instance, bool IsSpared)> Instances, string? Next)> PageAsync(
        ServiceName? service, PageRequest page, CancellationToken cancellationToken)
    {
        var found = await registry.ListStatusAsync(new StatusFilter(service), page, cancellationToken);
        return ([.. found.Items.Select(one => (one.Instance, one.IsSpared))], found.Next);
    }

    private static bool IsFor(Rollout rollout, ServiceInstance instance)
    {
        var labels = LayerRules.LabelsOf(instance);
        return rollout.Selector.Selects(instance.ServiceName, labels)
            && rollout.Plan.Labels.All(label => labels.GetValueOrDefault(label.Key) == label.Value)
            && (rollout.Key.Environment.IsDefault || !labels.TryGetValue(EnvironmentLabel, out var environment)
                || string.Equals(environment, rollout.Key.Environment.Value, StringComparison.OrdinalIgnoreCase));
    }
}
