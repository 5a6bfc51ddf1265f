using System.Globalization;
using System.Text.RegularExpressions;

namespace ToskaMesh.Shared.Validation;

public readonly partial struct JsonField
{
    /// <summary>A string <c>hh:mm:ss</c>, with leading days (<c>d.</c>) or a fraction of a second where they are needed.</summary>
    public TimeSpan? Duration(TimeSpan min, TimeSpan max)
    {
        if (String() is not { } text)
        {
            return null;
        }

        if (DurationPattern().IsMatch(text)
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max)
        {
            return value;
        }

        Fault($"must be a duration hh:mm:ss from {min:c} to {max:c}");
        return null;
    }

    [GeneratedRegex("^(?:[0-9]{1,4}\\.)?(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,7})?\\z")]
    private static partial Regex DurationPattern();
}
