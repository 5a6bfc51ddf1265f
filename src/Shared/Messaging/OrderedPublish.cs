namespace ToskaMesh.Shared.Messaging;

/// <summary>
/// How every bus hands over a batch: a subject's events one after the other, subjects side by side. So confirmations
/// are waited for together, and still nothing overtakes an event of its subject.
/// </summary>
public sealed class OrderedPublish
{
    private readonly Lock _gate = new();
    private readonly List<OutboxEntry> _taken;
    private readonly List<RefusedEntry> _refused = [];
    private readonly Func<OutboxEntry, CancellationToken, Task> _send;
    private volatile EventBusUnavailableException? _unavailable;

    private OrderedPublish(int count, Func<OutboxEntry, CancellationToken, Task> send) => (_taken, _send) = (new(count), send);

    /// <param name="send">
    /// Completes when the bus has taken the event. Throws <see cref="EventBusUnavailableException"/>, which ends the
    /// batch, or anything else, which ends the event's subject.
    /// </param>
    public static async Task<PublishReport> RunAsync(
        IReadOnlyList<OutboxEntry> entries, Func<OutboxEntry, CancellationToken, Task> send, CancellationToken cancellationToken)
    {
        var run = new OrderedPublish(entries.Count, send);
        var subjects = entries.GroupBy(entry => entry.Event.Subject, StringComparer.Ordinal);
        await Task.WhenAll(subjects.Select(subject => run.SendAsync(subject, cancellationToken)));
        return new PublishReport(run._taken, run._refused, run._unavailable);
    }

    private async Task SendAsync(IEnumerable<OutboxEntry> subject, CancellationToken cancellationToken)
    {
        foreach (var entry in subject)
        {
            if (_unavailable is not null || cancellationToken.IsCancellationRequested || !await TrySendAsync(entry, cancellationToken))
            {
                return;
            }
        }
    }

    private async Task<bool> TrySendAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await _send(entry, cancellationToken);
            lock (_gate)
            {
                _taken.Add(entry);
            }

            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (EventBusUnavailableException error)
        {
            _unavailable ??= error;
            return false;
        }
        catch (Exception error)
        {
            lock (_gate)
            {
                _refused.Add(new RefusedEntry(entry, error));
            }

            return false;
        }
    }
}
