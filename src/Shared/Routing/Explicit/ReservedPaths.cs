namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>Paths of the mesh itself, by their first segment. No explicit route gets a request to one of them, however it is written.</summary>
public static class ReservedPaths
{
    public const string Rule = "must not begin with /api, /oauth, /.well-known, /openapi.json, /health, /metrics, /admin, /runtime or /mesh, which are the mesh's own";

    private const string Health = "health";

    private static readonly string[] Segments = ["api", "oauth", ".well-known", "openapi.json", "metrics", "admin", "runtime", "mesh"];

    /// <param name="path">A path, or a pattern of one, from its first slash on.</param>
    public static bool Contains(ReadOnlySpan<char> path)
    {
        var first = path.TrimStart('/');
        first = first.IndexOf('/') is var end and >= 0 ? first[..end] : first;
        if (first.StartsWith(Health, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        foreach (var segment in Segments)
        {
            if (first.Equals(segment, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
