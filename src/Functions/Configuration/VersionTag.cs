using System.Globalization;
using System.Text.RegularExpressions;
using ToskaMesh.Shared.Configuration;

namespace ToskaMesh.Functions.Configuration;

/// <summary>
/// The validator of a version of a configuration: its number, which stands for one content for ever, and, where another
/// version holds or none, the number of that one (<c>"v3-a2"</c>), since readers are told it, too. Strong, so that
/// <c>If-Match</c> can compare it (RFC 9110, section 13.1.1).
/// </summary>
internal static partial class VersionTag
{
    public static string Of(ConfigurationHead head) => Of(head.Version, head);

    /// <param name="version">The one that is read.</param>
    public static string Of(long version, ConfigurationHead head) =>
        head.Active == version ? FormattableString.Invariant($"\"v{version}\"") : FormattableString.Invariant($"\"v{version}-a{head.Active}\"");

    /// <summary>
    /// The versions that an <c>If-Match</c> takes; null when it takes any, or there is none. Weak tags, those of others, and
    /// what is no list of tags match nothing. Which version holds is not asked: to make another one hold takes nothing
    /// away from what was written.
    /// </summary>
    public static IReadOnlySet<long>? Expected(string? ifMatch) =>
        ifMatch is null || ifMatch.Trim() == "*"
            ? null
            : Tags().Match(ifMatch).Groups["tag"].Captures
                .Select(tag => Own().Match(tag.Value)).Where(tag => tag.Success)
                .Select(tag => long.Parse(tag.Groups["number"].ValueSpan, CultureInfo.InvariantCulture)).ToHashSet();

    [GeneratedRegex("\\A[ \\t,]*(?:(?<tag>(?:W/)?\"[^\"]*\")[ \\t]*(?:,[ \\t,]*|\\z))+\\z")]
    private static partial Regex Tags();

    [GeneratedRegex("\\A\"v(?<number>[1-9][0-9]{0,17})(?:-a[0-9]{1,18})?\"\\z")]
    private static partial Regex Own();
}
