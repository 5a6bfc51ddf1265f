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
    /// <param name="figures">Of requests to them.</param>
    public static GateDecision Decide(RolloutGate gate, IReadOnlyCollection<CanaryInstance> canaries, GateFigures figures)
    {
        GateReason[] failures = [.. FailuresOf(gate, canaries), .. RateFailures(gate, figures)];
        if (failures.Length > 0)
        {
            return GateDecision.Of(GateVerdict.Fail, failures);
        }

        GateReason[] unknowns = [.. Unknowns(canaries).Select(GateReason.Of), .. RateUnknowns(gate, figures.Whole)];
        return unknowns.Length > 0 ? GateDecision.Of(GateVerdict.Inconclusive, unknowns) : GateDecision.Pass;
    }

    /// <summary>Of a version that gets a share of the requests: no instance is given it, so none has to say so, and one that leaves takes nothing with it.</summary>
    /// <param name="backends">The instances that the version sends requests to.</param>
    /// <param name="figures">Of requests that were given to the version.</param>
    public static GateDecision DecideRoute(RolloutGate gate, IReadOnlyCollection<CanaryInstance> backends, GateFigures figures)
    {
        GateReason[] failures = [.. HealthFailures(gate, backends), .. RateFailures(gate, figures)];
        if (failures.Length > 0)
        {
            return GateDecision.Of(GateVerdict.Fail, failures);
        }

        GateReason[] unknowns = [.. RouteUnknowns(backends).Select(GateReason.Of), .. RateUnknowns(gate, figures.Whole)];
        return unknowns.Length > 0 ? GateDecision.Of(GateVerdict.Inconclusive, unknowns) : GateDecision.Pass;
    }

    /// <summary>
    /// What the new version's requests are compared with: the old version's since the rollout began; where these say too
    /// little, together with those from before it; and where also these do, what is remembered.
    /// </summary>
    /// <param name="remembered">Null where there is nothing.</param>
    public static RequestFigures ToCompareWith(RolloutGate gate, StableFigures seen, RequestFigures? remembered)
    {
        var all = seen.Before + seen.Since;
        return IsEnough(gate, seen.Since) ? seen.Since : IsEnough(gate, all) ? all : remembered ?? all;
    }

    /// <summary>Whether there are as many requests as say something.</summary>
    public static bool IsEnough(RolloutGate gate, RequestFigures figures) => figures.Requests >= Math.Max(1, gate.MinSamples);

    private static IEnumerable<GateReason> FailuresOf(RolloutGate gate, IReadOnlyCollection<CanaryInstance> canaries) =>
        [.. InstanceFailures(canaries).Select(GateReason.Of), .. HealthFailures(gate, canaries)];

    private static IEnumerable<string> InstanceFailures(IReadOnlyCollection<CanaryInstance> canaries)
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
    }

    private static IEnumerable<GateReason> HealthFailures(RolloutGate gate, IReadOnlyCollection<CanaryInstance> canaries)
    {
        var (judged, unhealthy) = (canaries.Count(canary => !canary.WasIll), canaries.Count(canary => canary is { WasIll: false, Status: HealthStatus.Unhealthy }));
        if (unhealthy * 100L > (long)gate.MaxUnhealthyPercent * judged)
        {
            yield return new GateReason("health", $"{unhealthy} of {judged} are unhealthy, at most {gate.MaxUnhealthyPercent} % may be");
        }
    }

    private static IEnumerable<GateReason> RateFailures(RolloutGate gate, GateFigures figures)
    {
        if (RateFailure(gate, figures.Whole, "") is { } failure)
        {
            yield return failure;
        }

        // While it is young the end of its time is all of it, and there is nothing more to say.
        if (Sum(figures.Recent) != Sum(figures.Whole) && RateFailure(gate, figures.Recent, " of the last minutes") is { } sudden)
        {
            yield return sudden;
        }
    }

    // Several services are weighed: allowed is what the old version would have failed of the same requests, and the rate
    // beyond it.
    private static GateReason? RateFailure(RolloutGate gate, IReadOnlyList<GateWindow> windows, string when)
    {
        GateWindow[] judged = [.. Comparable(gate, windows)];
        var figures = Sum(judged);
        if (gate.MaxErrorRate is not { } allowed || !IsEnough(gate, figures))
        {
            return null;
        }

        var usual = gate.CompareWithStable ? judged.Sum(window => RateOf(window.Stable) * window.Figures.Requests) / figures.Requests : 0;
        return RateOf(figures) > usual + allowed
            ? new GateReason($"rate{when}", string.Create(CultureInfo.InvariantCulture, $"{RateOf(figures):P2} of {figures.Requests} requests{when} failed, at most {usual + allowed:P2} may"))
            : null;
    }

    private static IEnumerable<GateWindow> Comparable(RolloutGate gate, IReadOnlyList<GateWindow> windows) =>
        gate.CompareWithStable ? windows.Where(window => IsEnough(gate, window.Stable)) : windows;

    // Without anything to compare with the limit is not known: it never becomes an absolute one.
    private static GateReason[] RateUnknowns(RolloutGate gate, IReadOnlyList<GateWindow> windows)
    {
        if (gate.MaxErrorRate is null)
        {
            return [];
        }

        GateReason[] incomparable =
        [
            .. windows.Except(Comparable(gate, windows)).Where(window => IsEnough(gate, window.Figures))
                .Select(window => new GateReason(
                    $"stable {window.Service}",
                    $"there is too little to compare {(window.Service.Length == 0 ? "it" : window.Service)} with: {window.Stable.Requests} requests to the version before")),
        ];
        return incomparable.Length > 0 ? incomparable
            : !IsEnough(gate, Sum(windows)) ? [TooFew(gate, Sum(windows))]
            : !IsEnough(gate, Sum(Comparable(gate, windows))) ? [TooFew(gate, Sum(Comparable(gate, windows)))]
            : [];
    }

    private static IEnumerable<string> RouteUnknowns(IReadOnlyCollection<CanaryInstance> backends) =>
    [
        .. backends.Count == 0 ? ["no instance serves it"] : Array.Empty<string>(),
        .. backends.Count > 0 && backends.All(backend => backend.WasIll) ? ["all that serve it were unhealthy before"] : Array.Empty<string>(),
        .. backends.Where(backend => !backend.WasIll && TellsNothing(backend)).Select(UnknownHealth),
    ];

    private static IEnumerable<string> Unknowns(IReadOnlyCollection<CanaryInstance> canaries)
    {
        if (canaries.Count == 0)
        {
            yield return "no instance has it";
        }

        foreach (var canary in canaries.Where(canary => canary.Applied is null))
        {
            yield return $"{canary.Id} has not said that it runs it";
        }

        foreach (var canary in canaries.Where(TellsNothing))
        {
            yield return UnknownHealth(canary);
        }
    }

    private static bool TellsNothing(CanaryInstance instance) =>
        instance.Status is HealthStatus.Unknown || instance.IsAwaited || instance.IsUnheard || instance.IsUnprobed;

    private static string UnknownHealth(CanaryInstance instance) => instance.IsInMaintenance
        ? $"{instance.Id} is in maintenance, and tells nothing until that ends"
        : instance.IsAwaited
        ? $"{instance.Id} is waited for: its lease ran out a moment ago, or while the control plane was away"
        : instance.IsUnheard
        ? $"{instance.Id} has not been heard of since the control plane is back"
        : instance.IsUnprobed
        ? $"{instance.Id} has not been probed for long enough since the control plane is back"
        : $"the health of {instance.Id} is not known";

    private static GateReason TooFew(RolloutGate gate, RequestFigures figures) =>
        new("samples", $"{figures.Requests} requests are fewer than the {Math.Max(1, gate.MinSamples)} that say something");

    private static RequestFigures Sum(IEnumerable<GateWindow> windows) => windows.Aggregate(RequestFigures.None, (sum, window) => sum + window.Figures);

    private static double RateOf(RequestFigures figures) => (double)(figures.Failures + figures.ServerErrors) / figures.Requests;
}
