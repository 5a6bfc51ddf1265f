using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging;

/// <summary>A message that a consumer failed on at every delivery.</summary>
public sealed record DeadLetterAnswer
{
    private const int MaxMessageLength = 2000;

    public required string Id { get; init; }

    public required string Consumer { get; init; }

    /// <summary>This and the next two are absent where the message is no event of the mesh.</summary>
    public Guid? EventId { get; init; }

    public string? Type { get; init; }

    public string? Subject { get; init; }

    /// <summary>Its first 2,000 characters.</summary>
    public required string Message { get; init; }

    /// <summary>Absent where only the log of the consumer knows.</summary>
    public string? Reason { get; init; }

    public required DateTimeOffset DiedAt { get; init; }

    /// <summary>More than 1 when a replay failed, too.</summary>
    public required int Deaths { get; init; }

    /// <summary>When it was sent again, if it has not died since.</summary>
    public DateTimeOffset? ReplayedAt { get; init; }

    internal static DeadLetterAnswer From(DeadLetter letter)
    {
        var @event = letter.Event;
        return new DeadLetterAnswer
        {
            Id = letter.Id,
            Consumer = letter.Consumer,
            EventId = @event?.Id,
            Type = @event?.Type,
            Subject = @event?.Subject,
            Message = letter.Message.Length > MaxMessageLength ? letter.Message[..MaxMessageLength] : letter.Message,
            Reason = letter.Reason,
            DiedAt = letter.DiedAt,
            Deaths = letter.Deaths,
            ReplayedAt = letter.ReplayedAt,
        };
    }
}
