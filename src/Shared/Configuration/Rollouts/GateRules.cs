using System.Globalization;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>
/// Judges a new version. Whatever shows a failure fails at once; it passes only if everything that is asked is known to
/// be well. One that left or restarted is a failure: otherwise those who survived would hide a crash.
/// </summary>
public static class GateRules
{
    /// <param name="canaries">All that were ever given the version, those who left included.</param>
    /// <param name="stable">Of the instances with the old version, over the same time.</param>
    /// <param name="recent">The end of that time, judged by itself too where it has enough requests: an hour of successes would hide minutes in which everything fails.</param>
    public static GateDecision Decide(
        RolloutGate gate, IReadOnlyCollection<CanaryInstance> canaries, RequestFigures stable, GateWindow? recent = null)
    {
        var figures = canaries.Aggregate(RequestFigures.None, (sum, canary) => sum + canary.Figures);
        string[] failures = [.. FailuresOf(gate, canaries), .. RateFailures(gate, new GateWindow(figures, stable), recent)];
        if (failures.Length > 0)
        {
            return new GateDecision(GateVerdict.Fail, failures);
        }

        string[] unknowns = [.. Unknowns(gate, canaries, figures)];
        return unknowns.Length > 0 ? new GateDecision(GateVerdict.Inconclusive, unknowns) : GateDecision.Pass;
    }

    /// <summary>Of a version that gets a share of the requests: no instance is given it, so none has to say so, and one that leaves takes nothing with it.</summary>
    /// <param name="backends">The instances that the version sends requests to.</param>
    /// <param name="figures">Of requests that were given to the version.</param>
    /// <param name="stable">Of those that were given to the old one, over the same time.</param>
    /// <param name="recent">The end of that time, as of <see cref="Decide"/>.</param>
    public static GateDecision DecideRoute(
        RolloutGate gate, IReadOnlyCollection<CanaryInstance> backends, RequestFigures figures, RequestFigures stable, GateWindow? recent = null)
    {
        string[] failures = [.. HealthFailures(gate, backends), .. RateFailures(gate, new GateWindow(figures, stable), recent)];
        if (failures.Length > 0)
        {
            return new GateDecision(GateVerdict.Fail, failures);
        }

        string[] unknowns =
        [
            .. backends.Count == 0 ? ["no instance serves it"] : Array.Empty<string>(),
            .. backends.Count > 0 && backends.All(backend => backend.WasIll) ? ["all that serve it were unhealthy before"] : Array.Empty<string>(),
            .. backends.Where(backend => backend is { WasIll: false, Status: HealthStatus.Unknown }).Select(UnknownHealth),
            .. gate.MaxErrorRate is not null && !IsEnough(gate, figures) ? [TooFew(gate, figures)] : Array.Empty<string>(),
        ];
        return unknowns.Length > 0 ? new GateDecision(GateVerdict.Inconclusive, unknowns) : GateDecision.Pass;
    }

    private static IEnumerable<string> FailuresOf(RolloutGate gate, IReadOnlyCollection<CanaryInstance> canaries)
    {
        foreach (var canary in canaries)
        {
            if (canary.Status is null)
            {
                yield return $"{canary.Id} left";
            }
            else if (canary.HasRestarted)
            {
                yield return $"{canary.Id} restarted";
            }
            else if (canary.HasExpired)
            {
                yield return $"{canary.Id} is not heard of any more";
            }

            if (canary.Applied is false)
            {
                yield return $"{canary.Id} could not apply it";
            }
        }

        foreach (var failure in HealthFailures(gate, canaries))
        {
            yield return failure;
        }
    }

    private static IEnumerable<string> HealthFailures(RolloutGate gate, IReadOnlyCollection<CanaryInstance> canaries)
    {
        var (judged, unhealthy) = (canaries.Count(canary => !canary.WasIll), canaries.Count(canary => canary is { WasIll: false, Status: HealthStatus.Unhealthy }));
        if (unhealthy * 100L > (long)gate.MaxUnhealthyPercent * judged)
        {
            yield return $"{unhealthy} of {judged} are unhealthy, at most {gate.MaxUnhealthyPercent} % may be";
        }
    }

    private static IEnumerable<string> RateFailures(RolloutGate gate, GateWindow whole, GateWindow? recent)
    {
        if (RateFailure(gate, whole.Figures, whole.Stable, "") is { } failure)
        {
            yield return failure;
        }

        // While it is young the end of its time is all of it, and there is nothing more to say.
        if (recent is not null && recent != whole
            && RateFailure(gate, recent.Figures, IsEnough(gate, recent.Stable) ? recent.Stable : whole.Stable, " of the last minutes") is { } sudden)
        {
            yield return sudden;
        }
    }

    private static string? RateFailure(RolloutGate gate, RequestFigures figures, RequestFigures stable, string when)
    {
        if (gate.MaxErrorRate is not { } allowed || !IsEnough(gate, figures))
        {
            return null;
        }

        var limit = gate.CompareWithStable && IsEnough(gate, stable) ? RateOf(stable) + allowed : allowed;
        return RateOf(figures) > limit
            ? string.Create(CultureInfo.InvariantCulture, $"{RateOf(figures):P2} of {figures.Requests} requests{when} failed, at most {limit:P2} may")
            : null;
    }

    private static IEnumerable<string> Unknowns(RolloutGate gate, IReadOnlyCollection<CanaryInstance> canaries, RequestFigures figures)
    {
        if (canaries.Count == 0)
        {
            yield return "no instance has it";
        }

        foreach (var canary in canaries.Where(canary => canary.Applied is null))
        {
            yield return $"{canary.Id} has not said that it runs it";
        }

        foreach (var canary in canaries.Where(canary => canary.Status is HealthStatus.Unknown))
        {
            yield return UnknownHealth(canary);
        }

        if (gate.MaxErrorRate is not null && !IsEnough(gate, figures))
        {
            yield return TooFew(gate, figures);
        }
    }

    private static string UnknownHealth(CanaryInstance instance) => $"the health of {instance.Id} is not known";

    private static string TooFew(RolloutGate gate, RequestFigures figures) =>
        $"{figures.Requests} requests are fewer than the {gate.MinSamples} that say something";

    internal static bool IsEnough(RolloutGate gate, RequestFigures figures) => figures.Requests >= Math.Max(1, gate.MinSamples);

    private static double RateOf(RequestFigures figures) => (double)(figures.Failures + figures.ServerErrors) / figures.Requests;
}
