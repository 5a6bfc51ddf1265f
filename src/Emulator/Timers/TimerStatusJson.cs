using System.Text.Json;

namespace ToskaMesh.Emulator.Timers;

/// <summary>The genuine host's document <c>{Last,Next,LastUpdated}</c>, where year 1 stands for "never".</summary>
internal static class TimerStatusJson
{
    public static string Write(TimerStatus status) =>
        JsonSerializer.Serialize(new Document(status.Last ?? DateTimeOffset.MinValue, status.Next, status.LastUpdated));

    /// <exception cref="JsonException">The text is not such a document.</exception>
    public static TimerStatus Read(string json)
    {
        var document = JsonSerializer.Deserialize<Document>(json) ?? throw new JsonException("A timer status cannot be null.");
        return new TimerStatus(
            IsSet(document.Last) ? document.Last.ToUniversalTime() : null,
            document.Next.ToUniversalTime(),
            document.LastUpdated.ToUniversalTime());
    }

    // A host east of Greenwich writes its own year 1, so "never" is a range.
    private static bool IsSet(DateTimeOffset time) => time.Year > 1;

    private sealed record Document(DateTimeOffset Last, DateTimeOffset Next, DateTimeOffset LastUpdated);
}
