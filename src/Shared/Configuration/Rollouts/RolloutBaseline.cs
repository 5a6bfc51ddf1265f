using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>
/// What was there before a rollout was judged: the first turn after its start, or after somebody resumed it, takes it
/// down. What was ill before is no fault of the version, or is forgiven.
/// </summary>
/// <param name="Ill">Of a route, the backends that were Unhealthy and have been since, at most <see cref="RolloutLimits.Ill"/>.</param>
public sealed record RolloutBaseline(IReadOnlyList<InstanceId> Ill)
{
    /// <summary>One that begins with what is seen now.</summary>
    public static RolloutBaseline Begin(RolloutEvidence evidence) =>
        new(evidence.Candidate is null ? [] : [.. IllOf(evidence).OrderBy(id => id.Value, StringComparer.Ordinal).Take(RolloutLimits.Ill)]);

    /// <summary>Without those who recovered or left: if they are ill again it is another illness.</summary>
    public RolloutBaseline WithoutRecovered(RolloutEvidence evidence)
    {
        var ill = IllOf(evidence).ToHashSet();
        return Ill.All(ill.Contains) ? this : this with { Ill = [.. Ill.Where(ill.Contains)] };
    }

    // One that is awaited, or was not heard of since an absence, may have died before.
    private static IEnumerable<InstanceId> IllOf(RolloutEvidence evidence) =>
        evidence.Instances.Where(instance => instance.Status is HealthStatus.Unhealthy || instance.IsAwaited || instance.IsUnheard).Select(instance => instance.Id);
}
