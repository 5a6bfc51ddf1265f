using Microsoft.Extensions.Logging;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Probing;

/// <summary>
/// Probes an instance and stores what that changes. Of an instance that stays as it is nothing is written, so that
/// thousands of probes a second cost the store nothing.
/// </summary>
internal sealed partial class InstanceProbes(
    IServiceRegistry registry,
    IInstanceProber prober,
    ProbeBulkheads bulkheads,
    IAfterCommit afterCommit,
    TimeProvider time,
    ILogger<InstanceProbes> logger)
    : IInstanceProbes
{
    public async Task<ProbedInstance> ProbeAsync(ServiceInstance instance, CancellationToken cancellationToken)
    {
        var check = instance.HealthCheck!;
        var target = ProbeTarget.Of(instance)!;
        ProbeResult result;
        using (var place = await bulkheads.EnterAsync(instance.ServiceName, check.Interval, cancellationToken))
        {
            if (!place.IsAcquired)
            {
                ProbeMeter.Skipped.Add(1);
                return new ProbedInstance(null, instance);
            }

            result = await prober.ProbeAsync(instance, cancellationToken);
        }

        ProbeMeter.Record(result, check.Type);
        var known = instance.Probe ?? ProbeState.Unprobed;
        return ProbeTransitions.Next(known, result, check, time.GetUtcNow()) == known
            ? new ProbedInstance(result, instance)
            : new ProbedInstance(result, await RecordAsync(instance, target, result, cancellationToken));
    }

    private async Task<ServiceInstance?> RecordAsync(
        ServiceInstance before, ProbeTarget target, ProbeResult result, CancellationToken cancellationToken)
    {
        WriteResult written;
        using (var place = await bulkheads.EnterStoreAsync(target.Check.Interval, cancellationToken))
        {
            if (!place.IsAcquired)
            {
                // The store is far behind: the next probe says the same.
                return before;
            }

            written = await registry.RecordProbeAsync(before.ServiceId, target, result, cancellationToken);
        }

        if (written is { Changed: true, Instance: { } changed })
        {
            Log.Changed(logger, changed.ServiceId, changed.ServiceName, changed.Status, result.Output);
            await afterCommit.RunAsync();
        }

        return written.Instance is { } instance && ProbeTarget.Of(instance) == target ? instance : null;
    }
}
