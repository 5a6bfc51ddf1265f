using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging;

/// <summary>An event that is still to be sent. Being sent is marked by its absence, so that the table holds only what is due.</summary>
internal sealed class OutboxRow
{
    /// <summary>Drawn with the revision, and not above it: it rises within one subject, and only there in the order of commits.</summary>
    public required long Sequence { get; init; }

    public required Guid EventId { get; init; }

    public required string Type { get; init; }

    public required string Subject { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required long Revision { get; init; }

    public required string Data { get; init; }

    /// <summary>The one consumer that is to have it again; null for all.</summary>
    public string? Consumer { get; init; }

    /// <summary>Failed tries.</summary>
    public int Attempts { get; set; }

    public DateTimeOffset? NextAttemptAt { get; set; }

    /// <summary>Set when no further try is made.</summary>
    public DateTimeOffset? ParkedAt { get; set; }

    public string? LastError { get; set; }

    public static OutboxRow From(OutboxEntry entry) => new()
    {
        Sequence = entry.Sequence,
        EventId = entry.Event.Id,
        Type = entry.Event.Type,
        Subject = entry.Event.Subject,
        Time = entry.Event.Time,
        Revision = entry.Event.Revision,
        Data = entry.Event.Data,
        Consumer = entry.Consumer,
    };

    public OutboxEntry ToEntry() => new(
        Sequence,
        new MeshEvent { Id = EventId, Type = Type, Subject = Subject, Time = Time, Revision = Revision, Data = Data },
        Consumer);

    public ParkedEvent ToParked() => new(ToEntry(), Attempts, ParkedAt!.Value, LastError);
}
