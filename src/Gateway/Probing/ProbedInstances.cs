using ToskaMesh.Gateway.Balancing;
using ToskaMesh.Gateway.Observations;
using ToskaMesh.Gateway.Routing;
using ToskaMesh.Probing;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.Probing;

/// <summary>
/// Keeps one probe running for each instance that has a check. YARP's own monitor knows one path, interval and timeout
/// for a whole cluster and probes every instance of it; here each registration has its own, and most have none.
/// </summary>
internal sealed class ProbedInstances(
    InstanceProber prober,
    IDestinationHealthUpdater updater,
    InstanceChanges changes,
    IRandomSource random,
    TimeProvider timeProvider,
    ILogger<ProbedInstances> logger) : IClusterChangeListener, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DestinationState, InstanceProbe> _probes = [];
    private readonly Dictionary<string, List<DestinationState>> _probed = new(StringComparer.OrdinalIgnoreCase);

    public void OnClusterAdded(ClusterState cluster) => OnClusterChanged(cluster);

    public void OnClusterChanged(ClusterState cluster)
    {
        lock (_lock)
        {
            var destinations = cluster.DestinationsState.AllDestinations;
            foreach (var gone in Probed(cluster.ClusterId).Except(destinations).ToList())
            {
                Stop(cluster.ClusterId, gone);
            }

            foreach (var destination in destinations)
            {
                Reconcile(cluster, destination);
            }
        }
    }

    public void OnClusterRemoved(ClusterState cluster)
    {
        lock (_lock)
        {
            foreach (var destination in Probed(cluster.ClusterId).ToList())
            {
                Stop(cluster.ClusterId, destination);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var probe in _probes.Values)
            {
                probe.Dispose();
            }

            _probes.Clear();
            _probed.Clear();
        }
    }

    private void Reconcile(ClusterState cluster, DestinationState destination)
    {
        var target = DestinationMetadata.ProbeTarget(destination.Model.Config);
        if (_probes.TryGetValue(destination, out var running))
        {
            if (running.Target == target)
            {
                return;
            }

            Stop(cluster.ClusterId, destination);
        }

        if (target is not null)
        {
            var probe = new InstanceProbe(cluster, destination, target, prober, updater, changes, timeProvider, logger);
            _probes.Add(destination, probe);
            if (!_probed.TryGetValue(cluster.ClusterId, out var list))
            {
                _probed.Add(cluster.ClusterId, list = []);
            }

            list.Add(destination);
            probe.Start(random);
        }
    }

    private void Stop(string service, DestinationState destination)
    {
        if (_probes.Remove(destination, out var probe))
        {
            probe.Dispose();
        }

        if (_probed.TryGetValue(service, out var list) && list.Remove(destination) && list.Count == 0)
        {
            _probed.Remove(service);
        }
    }

    private List<DestinationState> Probed(string service) => _probed.TryGetValue(service, out var list) ? list : [];
}
