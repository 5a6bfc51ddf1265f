using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>
/// Since when a rollout is judged, and what was there already: the first turn after its start, or after somebody resumed
/// it, takes it down. What failed before is no fault of the version, or is forgiven.
/// </summary>
/// <param name="Since">Figures count from the minute of it.</param>
/// <param name="Candidate">Of a route, what had been counted of the new version in that minute, or until the baseline had settled.</param>
/// <param name="Stable">Of a route, what had been counted of the old version by then.</param>
/// <param name="Ill">Of a route, the backends that were Unhealthy and have been since, at most <see cref="RolloutLimits.Ill"/>.</param>
public sealed record RolloutBaseline(
    DateTimeOffset Since, RequestFigures Candidate, RequestFigures Stable, IReadOnlyList<InstanceId> Ill)
{
    /// <summary>Of a route that was resumed, whether gateways may still tell of requests from before; nothing counts until then.</summary>
    public bool IsSettling { get; init; }

    /// <summary>That of a turn: the one of before, or one that begins with what is seen now.</summary>
    public static RolloutBaseline Of(Rollout rollout, RolloutEvidence evidence, DateTimeOffset now)
    {
        if (rollout.Baseline is not { } before)
        {
            return Begin(evidence, now) with { IsSettling = rollout.Round > 0 && evidence.Candidate is not null };
        }

        var kept = before.WithoutRecovered(evidence);
        return kept.IsSettling && (evidence.At ?? now) - kept.Since >= ObservationLimits.ReportDelay
            ? kept with { Candidate = evidence.Candidate ?? kept.Candidate, Stable = evidence.Stable, IsSettling = false }
            : kept;
    }

    private static RolloutBaseline Begin(RolloutEvidence evidence, DateTimeOffset now) => evidence.Candidate is { } candidate
        ? new RolloutBaseline(evidence.At ?? now, candidate, evidence.Stable, [.. IllOf(evidence).OrderBy(id => id.Value, StringComparer.Ordinal).Take(RolloutLimits.Ill)])
        : new RolloutBaseline(evidence.At ?? now, RequestFigures.None, RequestFigures.None, []);

    // If they are ill again it is another illness.
    private RolloutBaseline WithoutRecovered(RolloutEvidence evidence)
    {
        var ill = IllOf(evidence).ToHashSet();
        return Ill.All(ill.Contains) ? this : this with { Ill = [.. Ill.Where(ill.Contains)] };
    }

    private static IEnumerable<InstanceId> IllOf(RolloutEvidence evidence) =>
        evidence.Instances.Where(instance => instance.Status is HealthStatus.Unhealthy).Select(instance => instance.Id);
}
