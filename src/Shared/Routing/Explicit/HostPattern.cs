using System.Text.RegularExpressions;

namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>The hosts of a route.</summary>
public static partial class HostPattern
{
    public const string Rule = "must be a host's name without a port, or such a name after '*.' for every name below it";

    public static bool IsWildcard(string pattern) => pattern.StartsWith("*.", StringComparison.Ordinal);

    /// <param name="host">Without a port. The dot of the root at its end (RFC 1034, 3.1) makes it no other host.</param>
    public static bool IsMatch(string pattern, ReadOnlySpan<char> host)
    {
        var name = host.EndsWith(".") ? host[..^1] : host;
        return IsWildcard(pattern)
            ? name.Length > pattern.Length - 1 && name.EndsWith(pattern.AsSpan(1), StringComparison.OrdinalIgnoreCase)
            : name.Equals(pattern, StringComparison.OrdinalIgnoreCase);
    }

    internal static bool TryRead(string text, out string? pattern)
    {
        pattern = text.Length <= RouteLimits.HostLength && Name().IsMatch(text) ? text.ToLowerInvariant() : null;
        return pattern is not null;
    }

    [GeneratedRegex("^(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\\z")]
    private static partial Regex Name();
}
