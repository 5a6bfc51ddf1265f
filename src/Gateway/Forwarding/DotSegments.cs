namespace ToskaMesh.Gateway.Forwarding;

/// <summary>
/// Finds "." and ".." segments, escaped ones and ones between escaped slashes included: a server further on may
/// decode what this one did not, and would then see another path than the one that was allowed here.
/// </summary>
internal static class DotSegments
{
    public static bool IsIn(ReadOnlySpan<char> path)
    {
        if (!path.Contains("/.", StringComparison.Ordinal) && !path.Contains('%'))
        {
            return false;
        }

        var plain = path.ToString()
            .Replace("%2f", "/", StringComparison.OrdinalIgnoreCase)
            .Replace("%5c", "/", StringComparison.OrdinalIgnoreCase)
            .Replace("%2e", ".", StringComparison.OrdinalIgnoreCase)
            .Replace('\\', '/');
        foreach (var range in plain.AsSpan().Split('/'))
        {
            if (plain.AsSpan(range) is "." or "..")
            {
                return true;
            }
        }

        return false;
    }
}
