using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace ToskaMesh.Emulator.Host.Settings;

/// <summary>Replaces <c>%Setting%</c> in the texts of bindings.</summary>
internal static partial class SettingReferences
{
    /// <returns>False, with the names that have no value, where one has none.</returns>
    public static bool TryReplace(
        string text, IConfiguration settings, [NotNullWhen(true)] out string? replaced, out IReadOnlyList<string> missing)
    {
        var absent = new List<string>();
        var result = Reference().Replace(text, match => Value(match, settings, absent));
        missing = absent;
        replaced = absent.Count == 0 ? result : null;
        return replaced is not null;
    }

    private static string Value(Match match, IConfiguration settings, List<string> absent)
    {
        var name = match.Groups[1].Value;
        if (settings[name] is { Length: > 0 } value)
        {
            return value;
        }

        absent.Add(name);
        return match.Value;
    }

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Reference();
}
