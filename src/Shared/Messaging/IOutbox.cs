using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Messaging;

/// <summary>
/// Events that were committed together with the change they tell of and are still to be sent. Rows are marked one by
/// one; no cursor is remembered, since revisions do not commit in order.
/// </summary>
public interface IOutbox
{
    /// <summary>Makes this process the one relay for a while; a stored lease, so that the next takes over after a crash.</summary>
    /// <returns>False while another relay holds it.</returns>
    Task<bool> TryHoldRelayAsync(string holder, TimeSpan duration, CancellationToken cancellationToken);

    Task ReleaseRelayAsync(string holder, CancellationToken cancellationToken);

    /// <summary>The oldest unsent events, at most <paramref name="limit"/>, none behind a failed or parked one of its subject.</summary>
    Task<IReadOnlyList<OutboxEntry>> ReadDueAsync(int limit, CancellationToken cancellationToken);

    Task MarkSentAsync(IReadOnlyCollection<long> sequences, CancellationToken cancellationToken);

    /// <summary>Notes a failed try; after the last allowed one the event is parked, which blocks its own subject only.</summary>
    /// <returns>True when it is parked now.</returns>
    Task<bool> RecordFailureAsync(long sequence, string error, CancellationToken cancellationToken);

    Task<OutboxState> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>Parked events in order of their sequence.</summary>
    Task<Page<ParkedEvent>> ListParkedAsync(PageRequest page, CancellationToken cancellationToken);

    /// <summary>Makes a parked event due again, as if it had never failed.</summary>
    /// <returns>What it was; null when none of this sequence is parked.</returns>
    Task<ParkedEvent?> RetryParkedAsync(long sequence, CancellationToken cancellationToken);

    /// <summary>Gives a parked event up for good: what waited behind it goes on.</summary>
    /// <returns>What it was; null when none of this sequence is parked.</returns>
    Task<ParkedEvent?> DiscardParkedAsync(long sequence, CancellationToken cancellationToken);
}
