using ToskaMesh.Gateway.Balancing;
using ToskaMesh.Gateway.Observations;
using ToskaMesh.Probing;
using ToskaMesh.Shared.Health;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.Probing;

/// <summary>The probes of one instance by one check, one after the other until it is stopped.</summary>
internal sealed partial class InstanceProbe(
    ClusterState cluster,
    DestinationState destination,
    ProbeTarget target,
    InstanceProber prober,
    IDestinationHealthUpdater updater,
    InstanceChanges changes,
    TimeProvider timeProvider,
    ILogger logger) : IDisposable
{
    // Instances that came with one table are not probed in one instant, and yet soon.
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();

    public ProbeTarget Target => target;

    public void Start(IRandomSource random)
    {
        var spread = target.Check.Interval < LongestStart ? target.Check.Interval : LongestStart;
        _ = RunAsync(TimeSpan.FromTicks(random.Next(spread.Ticks)), _stop.Token);
    }

    /// <summary>From now on the instance counts as never probed.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        updater.SetActive(cluster, [new NewActiveDestinationHealth(destination, DestinationHealth.Unknown)]);
    }

    private async Task RunAsync(TimeSpan start, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(start, timeProvider, cancellationToken);
            using var timer = new PeriodicTimer(target.Check.Interval, timeProvider);
            var state = ProbeState.Unknown;
            do
            {
                state = await ProbeAsync(state, cancellationToken);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped.
        }
        catch (Exception failure)
        {
            // Without its probe the instance keeps the state it has; the next change of the service starts a new one.
            Log.Ended(logger, destination.DestinationId, cluster.ClusterId, failure);
        }
    }

    private async Task<ProbeState> ProbeAsync(ProbeState before, CancellationToken cancellationToken)
    {
        var result = await prober.ProbeAsync(target, cancellationToken);
        var after = before.After(result.Passed, target.Check);
        cancellationToken.ThrowIfCancellationRequested();
        if (after.Health != before.Health)
        {
            Log.Changed(logger, destination.DestinationId, cluster.ClusterId, after.Health, result.Output);
            updater.SetActive(cluster, [new NewActiveDestinationHealth(destination, after.Health)]);
            changes.Checked(cluster, destination, after.Health, result.Output);
        }

        return after;
    }
}
