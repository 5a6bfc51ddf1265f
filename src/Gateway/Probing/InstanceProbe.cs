using ToskaMesh.Gateway.Balancing;
using ToskaMesh.Gateway.Observations;
using ToskaMesh.Shared.Routing;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.Probing;

/// <summary>The probes of one instance by one check, one after the other until it is stopped.</summary>
internal sealed partial class InstanceProbe(
    ClusterState cluster,
    DestinationState destination,
    RoutedCheck check,
    ProbeClient client,
    IDestinationHealthUpdater updater,
    InstanceChanges changes,
    TimeProvider timeProvider,
    ILogger logger) : IDisposable
{
    // Instances that came with one table are not probed in one instant, and yet soon.
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();

    public RoutedCheck Check => check;

    public void Start(IRandomSource random)
    {
        var spread = check.Interval < LongestStart ? check.Interval : LongestStart;
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
            using var timer = new PeriodicTimer(check.Interval, timeProvider);
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
        var failure = await client.ProbeAsync(destination.Model.Config, check, cancellationToken);
        var after = before.After(failure is null, check);
        cancellationToken.ThrowIfCancellationRequested();
        if (after.Health != before.Health)
        {
            Log.Changed(logger, destination.DestinationId, cluster.ClusterId, after.Health, failure ?? "passed");
            updater.SetActive(cluster, [new NewActiveDestinationHealth(destination, after.Health)]);
            changes.Checked(cluster, destination, before.Health, after.Health, failure ?? "passed");
        }

        return after;
    }
}
