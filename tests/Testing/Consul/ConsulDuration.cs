using System.Globalization;
using System.Text.RegularExpressions;

namespace ToskaMesh.Testing.Consul;

/// <summary>Reads Go's durations.</summary>
internal static partial class ConsulDuration
{
    public static TimeSpan? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var parts = Part().Matches(text);
        return parts.Sum(part => part.Length) == text.Length
            ? parts.Aggregate(TimeSpan.Zero, (sum, part) => sum + Of(part))
            : throw new FormatException($"'{text}' is no duration.");
    }

    private static TimeSpan Of(Match part)
    {
        var number = double.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture);
        return part.Groups[2].Value switch
        {
            "h" => TimeSpan.FromHours(number),
            "m" => TimeSpan.FromMinutes(number),
            "s" => TimeSpan.FromSeconds(number),
            _ => TimeSpan.FromMilliseconds(number),
        };
    }

    [GeneratedRegex("([0-9.]+)(ms|h|m|s)")]
    private static partial Regex Part();
}
