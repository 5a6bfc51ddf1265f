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
    /// <summary>The part of the time that a burst leaves to tables and events, at least while they keep up, is one in so many.</summary>
    private const int LongestRest = 10;

    private int _hasLeader;
    private int _changes;

    // Of the last round; the leader's alone.
    private TimeSpan _lastRound;
    private TimeSpan _rest;
    private long _lastEnd;

    public async Task RunAsync()
    {
        Interlocked.Increment(ref _changes);
        var start = time.GetTimestamp();

        // Asked again after each lead: a change may have come between its last look and its end.
        while (Volatile.Read(ref _changes) > 0 && IsInTime(start) && Interlocked.CompareExchange(ref _hasLeader, 1, 0) == 0)
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
        while (IsInTime(start) && Volatile.Read(ref _changes) > 0)
        {
            await RestAsync(start);
            var round = time.GetTimestamp();
            var changes = Interlocked.Exchange(ref _changes, 0);
            var left = RoutePublisher.RequestDeadline - time.GetElapsedTime(start);
            await Task.WhenAll(
                TryAsync("publish", async () => await routes.PublishAsync(left, CancellationToken.None) is not null),
                TryAsync("relay", async () => await relay.RunAsync(left, CancellationToken.None) is not null));
            _lastEnd = time.GetTimestamp();
            _lastRound = time.GetElapsedTime(round, _lastEnd);

            // Nobody waits after a change that came alone. The more shared a round, the more of what follows can share
            // the next: tables and events then leave the processor to the writes that cause them.
            _rest = _lastRound * Math.Min(changes - 1, LongestRest - 1);
        }
    }

    // Whoever leads next rests, too, but nobody for so long that no time is left for a round.
    private async Task RestAsync(long start)
    {
        var rest = _rest - time.GetElapsedTime(_lastEnd);
        var spare = RoutePublisher.RequestDeadline - time.GetElapsedTime(start) - _lastRound;
        if (rest > TimeSpan.Zero && spare > TimeSpan.Zero)
        {
            await Task.Delay(rest < spare ? rest : spare, time);
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
