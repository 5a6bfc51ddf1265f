using System.Globalization;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging;

internal sealed class DeadLetterRow
{
    public required string Id { get; init; }

    /// <summary>Text that sorts by the time of death.</summary>
    public string Position { get; set; } = "";

    public required string Consumer { get; init; }

    public required string Message { get; init; }

    public string? Reason { get; set; }

    public DateTimeOffset DiedAt { get; set; }

    public int Deaths { get; set; }

    public DateTimeOffset? ReplayedAt { get; set; }

    public void Die(string? reason, DateTimeOffset now)
    {
        (Reason, DiedAt, ReplayedAt) = (reason, now, null);
        Deaths++;
        Position = string.Create(CultureInfo.InvariantCulture, $"{now.UtcTicks:D19}-{Id}");
    }

    public DeadLetter ToLetter() => new()
    {
        Id = Id,
        Consumer = Consumer,
        Message = Message,
        Reason = Reason,
        DiedAt = DiedAt,
        Deaths = Deaths,
        ReplayedAt = ReplayedAt,
    };
}
