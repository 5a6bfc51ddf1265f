using System.Globalization;
using System.Text.RegularExpressions;

namespace ToskaMesh.Functions.Configuration;

/// <summary>
/// The validator of a configuration: its version's number, which stands for one content for ever. Strong, so that
/// <c>If-Match</c> can compare it (RFC 9110, section 13.1.1).
/// </summary>
internal static partial class VersionTag
{
    public static string Of(long version) => $"\"v{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>The versions that an <c>If-Match</c> takes; null when it takes any, or there is none. Weak tags and those of others match nothing.</summary>
    public static IReadOnlySet<long>? Expected(string? ifMatch) =>
        ifMatch is null || ifMatch.Trim() == "*"
            ? null
            : Tag().Matches(ifMatch).Select(match => long.TryParse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture, out var number) ? number : 0).ToHashSet();

    [GeneratedRegex("(?<!W/)\"v(?<number>[0-9]{1,18})\"")]
    private static partial Regex Tag();
}
