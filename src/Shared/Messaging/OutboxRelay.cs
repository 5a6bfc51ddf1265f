using Microsoft.Extensions.Logging;
using ToskaMesh.Shared.Coalescing;

namespace ToskaMesh.Shared.Messaging;

/// <summary>
/// Carries committed events from the outbox to the bus: at least once, and in order per subject. A stored lease makes
/// it one relay at a time over all processes, and coalescing one in this process. An event that cannot be sent holds
/// up its own subject only. One for the whole process.
/// </summary>
public sealed partial class OutboxRelay
{
    private const int BatchSize = 500;

    // More than a tick has time for: the deadline ends a run, and this only one without.
    private const int MaxBatches = 200;

    // What a killed relay leaves behind ends after this; a batch that begins in the first half of it ends before it does,
    // since a bus gives up sooner.
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(7);

    private readonly IOutbox _outbox;
    private readonly IEventBus _bus;
    private readonly TimeProvider _time;
    private readonly ILogger<OutboxRelay> _logger;
    private readonly CoalescedWork<RelayResult> _work;
    private readonly string _holder = Guid.NewGuid().ToString("n");

    public OutboxRelay(IOutbox outbox, IEventBus bus, TimeProvider time, ILogger<OutboxRelay> logger)
    {
        (_outbox, _bus, _time, _logger) = (outbox, bus, time, logger);
        _work = new CoalescedWork<RelayResult>(RelayAsync, time);
    }

    /// <summary>How long a request helps to send what it committed.</summary>
    public static TimeSpan RequestDeadline { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Sends what is due. What a caller does not wait for, the next tick sends.</summary>
    /// <returns>Null when the deadline came first.</returns>
    public Task<RelayResult?> RunAsync(TimeSpan deadline, CancellationToken cancellationToken) =>
        _work.RunAsync(deadline, cancellationToken);

    private async Task<RelayResult> RelayAsync(CancellationToken cancellationToken)
    {
        if (!await _outbox.TryHoldRelayAsync(_holder, Hold, cancellationToken))
        {
            return new RelayResult(0, 0, More: true);
        }

        try
        {
            return await SendBatchesAsync(cancellationToken);
        }
        finally
        {
            // Even when cancelled: otherwise every other process would wait until the lease runs out.
            await _outbox.ReleaseRelayAsync(_holder, CancellationToken.None);
        }
    }

    private async Task<RelayResult> SendBatchesAsync(CancellationToken cancellationToken)
    {
        var run = new RelayRun(_time.GetTimestamp());
        for (var batch = 0; batch < MaxBatches; batch++)
        {
            var due = await _outbox.ReadDueAsync(BatchSize, cancellationToken);
            var fresh = due.Where(entry => !run.Blocked.Contains(entry.Event.Subject)).ToList();
            if (fresh.Count == 0)
            {
                return run.Result(more: false);
            }

            if (!await StillHoldsAsync(run, cancellationToken) || !await SendAsync(fresh, run, cancellationToken))
            {
                return run.Result(more: true);
            }
        }

        return run.Result(more: true);
    }

    /// <returns>False to end the run: the bus is away.</returns>
    private async Task<bool> SendAsync(List<OutboxEntry> entries, RelayRun run, CancellationToken cancellationToken)
    {
        var report = await _bus.PublishAsync(entries, cancellationToken);

        // Even when cancelled: what was sent and not marked would be sent again.
        await MarkSentAsync(report.Taken, run);
        foreach (var refused in report.Refused)
        {
            await RecordFailureAsync(refused, run);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (report.Unavailable is { } error)
        {
            Log.BusUnavailable(_logger, error);
            return false;
        }

        return true;
    }

    private async Task MarkSentAsync(IReadOnlyList<OutboxEntry> taken, RelayRun run)
    {
        if (taken.Count > 0)
        {
            await _outbox.MarkSentAsync([.. taken.Select(entry => entry.Sequence)], CancellationToken.None);
            run.Sent += taken.Count;
        }
    }

    private async Task RecordFailureAsync(RefusedEntry refused, RelayRun run)
    {
        var (sequence, @event, _) = refused.Entry;
        run.Blocked.Add(@event.Subject);
        run.Failed++;
        if (await _outbox.RecordFailureAsync(sequence, refused.Error.Message, CancellationToken.None))
        {
            MessagingMeter.Parked.Add(1);
            Log.Parked(_logger, @event.Id, @event.Type, @event.Subject, refused.Error);
        }
        else
        {
            Log.NotSent(_logger, @event.Id, @event.Type, @event.Subject, refused.Error);
        }
    }

    private async Task<bool> StillHoldsAsync(RelayRun run, CancellationToken cancellationToken)
    {
        if (_time.GetElapsedTime(run.HeldSince) < Hold / 2)
        {
            return true;
        }

        run.HeldSince = _time.GetTimestamp();
        return await _outbox.TryHoldRelayAsync(_holder, Hold, cancellationToken);
    }
}
