using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>
/// Since when a rollout is judged, and what was there already: the first turn after its start, or after somebody resumed
/// it, takes it down. What failed before is no fault of the version, or is forgiven.
/// </summary>
/// <param name="Since">Figures count from the minute of it.</param>
/// <param name="Candidate">Of a route, what had been counted of the new version in that minute.</param>
/// <param name="Stable">Of a route, what had been counted of the old version in that minute.</param>
/// <param name="Ill">Of a route, the backends that were Unhealthy and have been since, at most <see cref="RolloutLimits.Ill"/>.</param>
public sealed record RolloutBaseline(
    DateTimeOffset Since, RequestFigures Candidate, RequestFigures Stable, IReadOnlyList<InstanceId> Ill)
{
    /// <summary>One that begins with what is seen now.</summary>
    public static RolloutBaseline Begin(RolloutEvidence evidence, DateTimeOffset now) => evidence.Candidate is { } candidate
        ? new RolloutBaseline(evidence.At ?? now, candidate, evidence.Stable, [.. IllOf(evidence).OrderBy(id => id.Value, StringComparer.Ordinal).Take(RolloutLimits.Ill)])
        : new RolloutBaseline(evidence.At ?? now, RequestFigures.None, RequestFigures.None, []);

    /// <summary>Without those who recovered or left: if they are ill again it is another illness.</summary>
    public RolloutBaseline WithoutRecovered(RolloutEvidence evidence)
    {
        var ill = IllOf(evidence).ToHashSet();
        return Ill.All(ill.Contains) ? this : this with { Ill = [.. Ill.Where(ill.Contains)] };
    }

    private static IEnumerable<InstanceId> IllOf(RolloutEvidence evidence) =>
        evidence.Instances.Where(instance => instance.Status is HealthStatus.Unhealthy).Select(instance => instance.Id);
}
