namespace ToskaMesh.Functions.Messaging;

/// <summary>An event that a consumer notes and writes into the history, if it has not done so before.</summary>
internal sealed class RecordedEvent(InboxRow note, ServiceEventRow row)
{
    public InboxRow Note { get; } = note;

    public ServiceEventRow Row { get; } = row;

    /// <summary>Whether it was noted for the first time; null until the rows of its batch were sent.</summary>
    public bool? IsNew { get; set; }
}
