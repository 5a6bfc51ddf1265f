using Microsoft.Extensions.Logging;
using ToskaMesh.Shared.Health;

namespace ToskaMesh.Shared.Observations;

/// <summary>What a gateway's report does: it is remembered, and whatever changed is looked at.</summary>
public sealed partial class ReceiveReport(IGatewayReports reports, IProbeOnSuspicion prober, ILogger<ReceiveReport> logger)
{
    /// <returns>How many instances are probed because of it.</returns>
    public async Task<int> RunAsync(GatewayReport report, CancellationToken cancellationToken)
    {
        await reports.RecordAsync(report, cancellationToken);
        var changed = report.Instances.Where(instance => instance.State is not null).DistinctBy(instance => instance.ServiceId).ToList();
        if (changed.Count == 0)
        {
            return 0;
        }

        var first = changed[0];
        Log.Changed(logger, report.Gateway, first.ServiceId, first.ServiceName, first.State!.Value, changed.Count - 1);
        return await prober.ProbeAsync([.. changed.Select(instance => instance.ServiceId)], cancellationToken);
    }
}
