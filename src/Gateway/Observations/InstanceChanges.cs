using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Routing;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Gateway.Telemetry;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.Observations;

/// <summary>What changed about instances and was not reported yet: of each the newest, and of at most so many.</summary>
internal sealed class InstanceChanges(
    IOptions<GatewayOptions> options, ReportSignal signal, GatewayMetrics metrics)
{
    /// <summary>Beyond it the oldest makes room, and that is counted.</summary>
    public const int Max = 10_000;

    private readonly bool _isOn = options.Value.Reports;
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<InstanceId, InstanceObservation> _changes = [];

    public void Ejected(ClusterState cluster, DestinationState destination, string? reason) =>
        Note(cluster, destination, ObservedState.Ejected, reason);

    public void Recovered(ClusterState cluster, DestinationState destination) => Note(cluster, destination, ObservedState.Recovered, null);

    /// <summary>The instance's own check, which a gateway runs where the control plane does not probe, has another result.</summary>
    public void Checked(ClusterState cluster, DestinationState destination, DestinationHealth health, string result) =>
        Note(cluster, destination, health == DestinationHealth.Unhealthy ? ObservedState.Failing : ObservedState.Passing, result);

    /// <summary>The oldest ones, which are then known to whoever takes them only.</summary>
    public List<InstanceObservation> Take(int atMost)
    {
        lock (_lock)
        {
            var taken = _changes.Values.Take(atMost).ToList();
            if (taken.Count == _changes.Count)
            {
                _changes.Clear();
            }
            else
            {
                taken.ForEach(change => _changes.Remove(change.ServiceId));
                signal.Changed();
            }

            return taken;
        }
    }

    /// <summary>What is newer about the instance than what was taken before; null when nothing is.</summary>
    public InstanceObservation? TakeNewer(InstanceId instance)
    {
        lock (_lock)
        {
            return _changes.Remove(instance, out var change) ? change : null;
        }
    }

    private void Note(ClusterState cluster, DestinationState destination, ObservedState state, string? output)
    {
        if (!_isOn
            || !ServiceName.TryParse(cluster.ClusterId, out var service)
            || !InstanceId.TryParse(DestinationKey.InstanceOf(destination.DestinationId), out var instance))
        {
            return;
        }

        lock (_lock)
        {
            // Where it stood, so that an instance that flaps does not wait for ever.
            _changes[instance] = new InstanceObservation(service, instance, state, ReportText.Clean(output, ObservationLimits.Output), null);
            if (_changes.Count > Max)
            {
                _changes.RemoveAt(0);
                metrics.ObservationDropped();
            }
        }

        signal.Changed();
    }
}
