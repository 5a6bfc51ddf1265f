using System.Text.RegularExpressions;

namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>The hosts of a route.</summary>
public static partial class HostPattern
{
    public const string Rule = "must be a host's name without a port, or such a name after '*.' for every name below it";

    public static bool IsWildcard(string pattern) => pattern.StartsWith("*.", StringComparison.Ordinal);

    /// <param name="host">Without a port.</param>
    public static bool IsMatch(string pattern, ReadOnlySpan<char> host) => IsWildcard(pattern)
        ? host.Length > pattern.Length - 1 && host.EndsWith(pattern.AsSpan(1), StringComparison.OrdinalIgnoreCase)
        : host.Equals(pattern, StringComparison.OrdinalIgnoreCase);

    internal static bool TryRead(string text, out string? pattern)
    {
        pattern = text.Length <= RouteLimits.HostLength && Name().IsMatch(text) ? text.ToLowerInvariant() : null;
        return pattern is not null;
    }

    [GeneratedRegex("^(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\\z")]
    private static partial Regex Name();
}
