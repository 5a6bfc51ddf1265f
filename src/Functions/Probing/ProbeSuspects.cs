using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Probing;

/// <summary>
/// Looks at instances that somebody has doubts about. What the control plane finds itself is what counts, by the same
/// thresholds as ever; only that it does not wait for the next regular probe.
/// </summary>
internal sealed class ProbeSuspects(IServiceRegistry registry, IInstanceProbes probes, TimeProvider time) : IProbeOnSuspicion
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The gateway that tells of them waits for the answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Left out are those without a check that is probed, and those that are down and were probed a moment ago.
    public async Task<int> ProbeAsync(IReadOnlyList<InstanceId> suspects, CancellationToken cancellationToken)
    {
        var probed = await Task.WhenAll(suspects.Distinct().Select(id => ProbeAsync(id, cancellationToken)));
        return probed.Count(isProbed => isProbed);
    }

    private async Task<bool> ProbeAsync(InstanceId id, CancellationToken cancellationToken)
    {
        var found = await registry.FindAsync(id, cancellationToken);
        if (found is not { Source: null, HealthCheck: { IsProbed: true } check }
            || ProbeTransitions.SparedUntil(found.Probe ?? ProbeState.Unprobed, check) > time.GetUtcNow())
        {
            return false;
        }

        var start = time.GetTimestamp();
        for (var instance = found; ;)
        {
            var probed = await probes.ProbeAsync(instance, cancellationToken);
            if (probed is not { Result: { } result, Instance: { Probe: { } state } after })
            {
                return probed.Result is not null;
            }

            // Decided, or it takes longer than anybody waits: then the regular probes go on counting.
            var pause = check.Interval < Pause ? check.Interval : Pause;
            if (state.Status == result.Status || time.GetElapsedTime(start) + pause > Patience)
            {
                return true;
            }

            instance = after;
            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
