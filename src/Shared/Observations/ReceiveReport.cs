using ToskaMesh.Shared.Health;

namespace ToskaMesh.Shared.Observations;

/// <summary>What a gateway's report does: it is remembered, and whatever changed is looked at.</summary>
public sealed class ReceiveReport(IGatewayReports reports, IProbeOnSuspicion prober)
{
    /// <returns>How many instances are probed because of it.</returns>
    public async Task<int> RunAsync(GatewayReport report, CancellationToken cancellationToken)
    {
        await reports.RecordAsync(report, cancellationToken);
        var suspects = report.Instances.Where(instance => instance.State is not null).Select(instance => instance.ServiceId).Distinct().ToList();
        return suspects.Count == 0 ? 0 : await prober.ProbeAsync(suspects, cancellationToken);
    }
}
