using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Probing;

/// <summary>
/// Looks at instances that somebody has doubts about. What the control plane finds itself is what counts, by the same
/// thresholds as ever; only that it does not wait for the next regular probe.
/// </summary>
internal sealed class ProbeSuspects(IServiceRegistry registry, IInstanceProbes probes, RecentLooks looks, TimeProvider time) : IProbeOnSuspicion
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>For one look, whatever it waits for: whoever told of it waits for the answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Left out are those without a check that is probed, and those that are down and were probed a moment ago.
    public async Task<int> ProbeAsync(IReadOnlyList<InstanceId> suspects, CancellationToken cancellationToken)
    {
        var looked = await Task.WhenAll(suspects.Distinct().Select(id => LookAsync(id, cancellationToken)));
        return looked.Count(isProbed => isProbed);
    }

    private async Task<bool> LookAsync(InstanceId id, CancellationToken cancellationToken)
    {
        var found = await registry.FindAsync(id, cancellationToken);
        if (found is not { Source: null, HealthCheck: { IsProbed: true } check } || IsSpared(found, check))
        {
            return false;
        }

        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await ProbeAsync(found, check, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Undecided: whoever probes regularly goes on from what was found so far.
            return true;
        }
        finally
        {
            looks.Note(id, time.GetUtcNow());
        }
    }

    private bool IsSpared(ServiceInstance instance, HealthCheck check)
    {
        var state = instance.Probe ?? ProbeState.Unprobed;
        var last = looks.Last(instance.ServiceId);
        return ProbeTransitions.SparedUntil(last > state.LastProbe ? state with { LastProbe = last } : state, check) > time.GetUtcNow();
    }

    /// <returns>Whether there was a place for a probe.</returns>
    private async Task<bool> ProbeAsync(ServiceInstance instance, HealthCheck check, CancellationToken cancellationToken)
    {
        var pause = check.Interval < Pause ? check.Interval : Pause;
        while (true)
        {
            var probed = await probes.ProbeAsync(instance, cancellationToken);
            if (probed is not { Result: { } result, Instance: { Probe: { } state } after })
            {
                return probed.Result is not null;
            }

            if (state.Status == result.Status)
            {
                return true;
            }

            instance = after;
            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
