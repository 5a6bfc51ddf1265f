using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Gateway.Telemetry;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.Health;

/// <summary>
/// Ejects an instance at its first refused connection, or after several other failures in a row, for a time that
/// doubles while it does not recover. YARP's own policy judges by a rate and so sends more requests into the failure.
/// </summary>
internal sealed class EjectionPolicy(
    IDestinationHealthUpdater updater,
    IClusterDestinationsUpdater available,
    IOptions<GatewayOptions> options,
    TimeProvider timeProvider,
    GatewayMetrics metrics)
{
    private readonly EjectionOptions _options = options.Value.Ejection;

    // Only instances that failed have a record, and it goes with the instance.
    private readonly ConditionalWeakTable<DestinationState, FailureRecord> _records = [];

    /// <summary>Takes note of one attempt to forward.</summary>
    /// <param name="context">Whose caller may have gone away, which is not the instance's failure.</param>
    /// <param name="cluster">That of the instance.</param>
    /// <param name="destination">The instance.</param>
    /// <param name="failure">Null when it answered.</param>
    public void Judge(HttpContext context, ClusterState cluster, DestinationState destination, IForwarderErrorFeature? failure)
    {
        if (failure is null)
        {
            if (_records.TryGetValue(destination, out var record))
            {
                record.Succeeded();
            }

            return;
        }

        if (failure.IsOfInstance() && !context.RequestAborted.IsCancellationRequested)
        {
            Failed(cluster, destination, failure.IsConnectFailure());
        }
    }

    private void Failed(ClusterState cluster, DestinationState destination, bool couldNotConnect)
    {
        if (_records.GetOrCreateValue(destination).Failed(couldNotConnect, timeProvider.GetElapsedTime(0), _options) is { } time)
        {
            updater.SetPassive(cluster, destination, DestinationHealth.Unhealthy, time);

            // YARP would take it out when a thread is free, and under load that is some hundred requests later.
            available.UpdateAvailableDestinations(cluster);
            metrics.Ejected(cluster.ClusterId);
        }
    }
}
