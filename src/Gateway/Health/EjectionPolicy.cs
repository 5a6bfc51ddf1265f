using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Observations;
using ToskaMesh.Gateway.Routing;
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
    InstanceChanges changes,
    UnreportedTraffic unreported,
    IOptions<GatewayOptions> options,
    TimeProvider timeProvider,
    GatewayMetrics metrics)
{
    private readonly EjectionOptions _options = options.Value.Ejection;

    // YARP's state of an instance has no room for ours, so it is found by it: one look-up without a lock per attempt.
    private readonly ConditionalWeakTable<DestinationState, InstanceRecord> _records = [];

    /// <summary>Takes note of one attempt to forward.</summary>
    /// <param name="context">Whose caller may have gone away, which is not the instance's failure.</param>
    /// <param name="cluster">That of the instance.</param>
    /// <param name="destination">The instance.</param>
    /// <param name="failure">Null when it answered.</param>
    /// <param name="marks">Those that held before it was sent.</param>
    public void Judge(
        HttpContext context, ClusterState cluster, DestinationState destination, IForwarderErrorFeature? failure, InstanceMarks.Snapshot marks)
    {
        var record = _records.TryGetValue(destination, out var known) ? known : Add(cluster, destination);
        if (failure is null)
        {
            record.Traffic.Of(marks).Count(failed: false, serverError: context.Response.StatusCode >= StatusCodes.Status500InternalServerError);
            if (!record.Failures.IsClean && record.Failures.Succeeded(timeProvider.GetElapsedTime(0)))
            {
                changes.Recovered(cluster, destination);
            }

            return;
        }

        var failed = failure.IsOfInstance() && !context.RequestAborted.IsCancellationRequested;
        if (context.Tells())
        {
            record.Traffic.Of(marks).Count(failed, serverError: false);
        }

        if (failed)
        {
            Failed(cluster, destination, record.Failures, failure);
        }
    }

    private InstanceRecord Add(ClusterState cluster, DestinationState destination) => _records.GetValue(
        destination,
        added => new InstanceRecord(new MarkedTraffic(cluster.ClusterId, DestinationKey.InstanceOf(added.DestinationId), unreported)));

    private void Failed(ClusterState cluster, DestinationState destination, FailureRecord record, IForwarderErrorFeature failure)
    {
        if (record.Failed(failure.IsConnectFailure(), timeProvider.GetElapsedTime(0), _options) is { } time)
        {
            updater.SetPassive(cluster, destination, DestinationHealth.Unhealthy, time);

            // YARP would take it out when a thread is free, and under load that is some hundred requests later.
            available.UpdateAvailableDestinations(cluster);
            metrics.Ejected(cluster.ClusterId);
            changes.Ejected(cluster, destination, failure.Exception?.Message ?? failure.Error.ToString());
        }
    }
}
