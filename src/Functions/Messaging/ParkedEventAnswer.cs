using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging;

/// <summary>An event that the bus refused too often. What is behind it of its subject waits for it.</summary>
public sealed record ParkedEventAnswer
{
    /// <summary>Of its place in the outbox.</summary>
    public required long Id { get; init; }

    public required Guid EventId { get; init; }

    public required string Type { get; init; }

    public required string Subject { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required long Revision { get; init; }

    /// <summary>The one consumer that was to have it again; absent for an event for all.</summary>
    public string? Consumer { get; init; }

    public required int Attempts { get; init; }

    public required DateTimeOffset ParkedAt { get; init; }

    public string? LastError { get; init; }

    internal static ParkedEventAnswer From(ParkedEvent parked) => new()
    {
        Id = parked.Entry.Sequence,
        EventId = parked.Entry.Event.Id,
        Type = parked.Entry.Event.Type,
        Subject = parked.Entry.Event.Subject,
        Time = parked.Entry.Event.Time,
        Revision = parked.Entry.Event.Revision,
        Consumer = parked.Entry.Consumer,
        Attempts = parked.Attempts,
        ParkedAt = parked.ParkedAt,
        LastError = parked.LastError,
    };
}
