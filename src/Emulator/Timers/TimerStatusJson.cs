using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ToskaMesh.Emulator.Timers;

/// <summary>The genuine host's document <c>{Last,Next,LastUpdated}</c>, where year 1 stands for "never".</summary>
internal static class TimerStatusJson
{
    // Leaves the + of an offset as it is.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(TimerStatus status) => JsonSerializer.Serialize(
        new Document(Format(status.Last ?? DateTimeOffset.MinValue), Format(status.Next), Format(status.LastUpdated)), Plain);

    /// <exception cref="JsonException">The text is not such a document.</exception>
    public static TimerStatus Read(string json) =>
        JsonSerializer.Deserialize<Document>(json) is { Next: not null, LastUpdated: not null } document
            ? new TimerStatus(Parse(document.Last), Required(document.Next), Required(document.LastUpdated))
            : throw new JsonException("A timer status needs Next and LastUpdated.");

    private static string Format(DateTimeOffset time) => time.ToString("o", CultureInfo.InvariantCulture);

    private static DateTimeOffset Required(string text) => Parse(text) ?? DateTimeOffset.MinValue;

    // A genuine host east of Greenwich writes its own year 1, which lies before the first instant of DateTimeOffset.
    private static DateTimeOffset? Parse(string? text)
    {
        if (text is null || text.StartsWith("0001-", StringComparison.Ordinal))
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : throw new JsonException($"'{text}' in a timer status is no time.");
    }

    private sealed record Document(string? Last, string? Next, string? LastUpdated);
}
