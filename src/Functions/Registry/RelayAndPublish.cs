using Microsoft.Extensions.Logging;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Registry;

/// <summary>
/// One request at a time leads: it relays and publishes until no other request has committed anything meanwhile, or its
/// time is over. The others leave their change to it and answer at once, so that a burst is not held up by the tables
/// it causes. All of it is awaited by an invocation; what is left at the end is the next leader's, or the tick's.
/// </summary>
internal sealed partial class RelayAndPublish(
    OutboxRelay relay, RoutePublisher routes, TimeProvider time, ILogger<RelayAndPublish> logger) : IAfterCommit
{
    private int _hasLeader;
    private int _hasChanges;

    public async Task RunAsync()
    {
        Volatile.Write(ref _hasChanges, 1);
        var start = time.GetTimestamp();

        // Asked again after each lead: a change may have come between its last look and its end.
        while (Volatile.Read(ref _hasChanges) == 1 && IsInTime(start) && Interlocked.CompareExchange(ref _hasLeader, 1, 0) == 0)
        {
            try
            {
                await LeadAsync(start);
            }
            finally
            {
                Volatile.Write(ref _hasLeader, 0);
            }
        }
    }

    private async Task LeadAsync(long start)
    {
        while (IsInTime(start) && Interlocked.Exchange(ref _hasChanges, 0) == 1)
        {
            var round = time.GetTimestamp();
            var left = RoutePublisher.RequestDeadline - time.GetElapsedTime(start);
            await Task.WhenAll(
                TryAsync("publish", async () => await routes.PublishAsync(left, CancellationToken.None) is not null),
                TryAsync("relay", async () => await relay.RunAsync(left, CancellationToken.None) is not null));
            if (Volatile.Read(ref _hasChanges) == 1)
            {
                // As long as the round took: under a constant load, half of the time at most goes into tables that the next replaces.
                await Task.Delay(time.GetElapsedTime(round), time);
            }
        }
    }

    private bool IsInTime(long start) => time.GetElapsedTime(start) < RoutePublisher.RequestDeadline;

    // The change is committed: whatever fails here must not make its answer a failure.
    private async Task TryAsync(string step, Func<Task<bool>> run)
    {
        try
        {
            if (!await run())
            {
                Log.Late(logger, step);
            }
        }
        catch (Exception exception)
        {
            Log.Failed(logger, step, exception);
        }
    }
}
