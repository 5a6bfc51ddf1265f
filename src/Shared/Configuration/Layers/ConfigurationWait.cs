using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ToskaMesh.Shared.Configuration.Layers;

/// <summary>How long a caller waits for its effective configuration to change: the parameter <c>wait</c>.</summary>
public static class ConfigurationWait
{
    public const string Parameter = "wait";

    public const string Rule = "must be whole seconds or hh:mm:ss, at most 5 minutes";

    /// <summary>Beyond it, proxies in between end the connection.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromMinutes(5);

    public static bool TryParse([NotNullWhen(true)] string? text, out TimeSpan wait)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            wait = TimeSpan.FromSeconds(Math.Min(seconds, 86_400L));
            return wait <= Longest;
        }

        return TimeSpan.TryParseExact(text, @"hh\:mm\:ss", CultureInfo.InvariantCulture, out wait) && wait <= Longest;
    }
}
