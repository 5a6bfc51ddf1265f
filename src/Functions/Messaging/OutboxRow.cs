using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging;

/// <summary>An event that is still to be sent. Being sent is marked by its absence, so that the table holds only what is due.</summary>
internal sealed class OutboxRow
{
    /// <summary>Drawn as revisions are: it rises within one subject.</summary>
    public required long Sequence { get; init; }

    public required Guid EventId { get; init; }

    public required string Type { get; init; }

    public required string Subject { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required long Revision { get; init; }

    public required string Data { get; init; }

    /// <summary>Failed tries.</summary>
    public int Attempts { get; set; }

    public DateTimeOffset? NextAttemptAt { get; set; }

    /// <summary>Set when no further try is made.</summary>
    public DateTimeOffset? ParkedAt { get; set; }

    public string? LastError { get; set; }

    public static OutboxRow From(MeshEvent @event, long sequence) => new()
    {
        Sequence = sequence,
        EventId = @event.Id,
        Type = @event.Type,
        Subject = @event.Subject,
        Time = @event.Time,
        Revision = @event.Revision,
        Data = @event.Data,
    };

    public MeshEvent ToEvent() => new()
    {
        Id = EventId,
        Type = Type,
        Subject = Subject,
        Time = Time,
        Revision = Revision,
        Data = Data,
    };
}
