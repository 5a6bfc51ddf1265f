namespace ToskaMesh.Functions.Messaging;

/// <summary>An event that a consumer is done with.</summary>
internal sealed class InboxRow
{
    public required string Consumer { get; init; }

    public required Guid EventId { get; init; }

    /// <summary>Only where the consumer goes by revisions: null for one that each event counts for.</summary>
    public string? Subject { get; init; }

    public required long Revision { get; init; }

    public required DateTimeOffset HandledAt { get; init; }
}
