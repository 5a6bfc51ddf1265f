namespace ToskaMesh.Shared.Messaging;

/// <summary>Carries events to consumers, at least once.</summary>
public interface IEventBus
{
    /// <summary>
    /// Hands over a batch: events of one subject in order, none behind one that was not taken, those of different
    /// subjects side by side. What goes wrong is in the report. Cancelled, it stops, and reports what was taken by then.
    /// </summary>
    Task<PublishReport> PublishAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken cancellationToken);
}
