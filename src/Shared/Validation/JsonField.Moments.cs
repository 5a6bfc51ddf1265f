using System.Text.Json;

namespace ToskaMesh.Shared.Validation;

public readonly partial struct JsonField
{
    /// <summary>A time of RFC 3339, from the year 2000 on, as UTC.</summary>
    public DateTimeOffset? Moment()
    {
        if (_element.ValueKind is JsonValueKind.String
            && _element.TryGetDateTimeOffset(out var value)
            && value.Year is >= 2000 and < 9999
            && HasOffset(_element.GetString()!))
        {
            return value.ToUniversalTime();
        }

        Fault("must be a time such as 2026-01-02T03:04:05Z");
        return null;
    }

    // Without an offset it would be read in the time zone of this machine.
    private static bool HasOffset(string text) =>
        text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
}
