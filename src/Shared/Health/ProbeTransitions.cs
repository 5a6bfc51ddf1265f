using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Health;

/// <summary>
/// From one probe's result to the next state. The first result counts at once, since it is all that is known;
/// afterwards it takes as many in a row as the registration asks for, in either direction. An instance that goes up
/// and down has to pass for longer each time before it is trusted again; going down is never delayed.
/// </summary>
public static class ProbeTransitions
{
    /// <summary>How old <see cref="ProbeState.LastProbe"/> may be while nothing changes.</summary>
    public static TimeSpan NoteEvery { get; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest that an instance which keeps falling has to pass, in units of its threshold.</summary>
    public const int MostDamping = 8;

    // More say nothing new: the pause after so many has reached its cap.
    private const int MostFailures = 8;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LeastCalm = TimeSpan.FromMinutes(5);

    /// <summary>After so long without a fall an instance counts as one that never fell.</summary>
    public static TimeSpan Calm(HealthCheck check) => check.Interval * 10 > LeastCalm ? check.Interval * 10 : LeastCalm;

    /// <summary>How many results in a row make a critical instance better.</summary>
    public static int NeededToRecover(ProbeState state, HealthCheck check) =>
        check.HealthyThreshold * Math.Min(1 << Math.Clamp(state.Falls - 1, 0, 30), MostDamping);

    /// <returns>The same state when nothing is to be noted.</returns>
    public static ProbeState Next(ProbeState state, ProbeResult result, HealthCheck check, DateTimeOffset now)
    {
        var next = Judge(Count(state, result.Status, check), result, check, now);
        var isNoted = state.LastProbe is { } last && now - last < NoteEvery;
        return next == state && isNoted ? state : next with { LastProbe = now };
    }

    /// <summary>
    /// Until when a target that is down is spared probes that somebody asks for in between: 1 s, 2 s, 4 s ... and one
    /// interval at most, so that the regular probes, which find that it is back, are never held up.
    /// </summary>
    public static DateTimeOffset? SparedUntil(ProbeState state, HealthCheck check)
    {
        if (state.Status is not HealthStatus.Unhealthy || state.Failures == 0 || state.LastProbe is not { } last)
        {
            return null;
        }

        var pause = ShortestPause * (1 << Math.Min(state.Failures - 1, MostFailures));
        return last + (pause < check.Interval ? pause : check.Interval);
    }

    private static ProbeState Count(ProbeState state, HealthStatus result, HealthCheck check)
    {
        var needed = NeededToRecover(state, check);
        return state with
        {
            Failures = result is HealthStatus.Unhealthy ? Math.Min(state.Failures + 1, Math.Max(MostFailures, check.UnhealthyThreshold)) : 0,
            Doubts = result is not HealthStatus.Healthy ? Math.Min(state.Doubts + 1, check.UnhealthyThreshold) : 0,
            Successes = result is HealthStatus.Healthy ? Math.Min(state.Successes + 1, needed) : 0,
            Recoveries = result is not HealthStatus.Unhealthy ? Math.Min(state.Recoveries + 1, needed) : 0,
        };
    }

    private static ProbeState Judge(ProbeState counted, ProbeResult result, HealthCheck check, DateTimeOffset now)
    {
        var status = Decide(counted, result.Status, check);
        var judged = status == counted.Status ? counted : Become(counted, status, result.Output, check, now);
        return judged.Status switch
        {
            HealthStatus.Healthy => judged with { Successes = 0, Recoveries = 0 },
            HealthStatus.Degraded => judged with { Recoveries = 0, Doubts = 0 },
            _ => judged with { Doubts = 0 },
        };
    }

    private static HealthStatus Decide(ProbeState counted, HealthStatus result, HealthCheck check)
    {
        if (counted.Status is HealthStatus.Unknown)
        {
            return result;
        }

        if (counted.Failures >= check.UnhealthyThreshold)
        {
            return HealthStatus.Unhealthy;
        }

        var needed = counted.Status is HealthStatus.Unhealthy ? NeededToRecover(counted, check) : check.HealthyThreshold;
        return counted.Status switch
        {
            HealthStatus.Healthy => counted.Doubts >= check.UnhealthyThreshold ? HealthStatus.Degraded : HealthStatus.Healthy,
            _ when counted.Successes >= needed => HealthStatus.Healthy,
            HealthStatus.Unhealthy when counted.Recoveries >= needed => HealthStatus.Degraded,
            _ => counted.Status,
        };
    }

    private static ProbeState Become(ProbeState state, HealthStatus status, string output, HealthCheck check, DateTimeOffset now)
    {
        // What made it better goes on counting: it must not begin anew because others were among its results.
        var successes = status is HealthStatus.Degraded ? state.Successes : 0;
        var changed = state with { Status = status, Output = output, Doubts = 0, Successes = successes, Recoveries = 0 };
        if (status is not HealthStatus.Unhealthy)
        {
            return changed;
        }

        var again = state.LastFall is { } last && now - last < Calm(check);
        return changed with { Falls = again ? Math.Min(state.Falls + 1, MostDamping) : 1, LastFall = now };
    }
}
