using Microsoft.AspNetCore.Http;

namespace ToskaMesh.Emulator.Host.Routing;

/// <summary>The paths that belong to the host and never reach a function.</summary>
internal static class HostPaths
{
    public static bool IsReserved(string? segment) =>
        string.Equals(segment, "admin", StringComparison.OrdinalIgnoreCase)
        || string.Equals(segment, "runtime", StringComparison.OrdinalIgnoreCase);

    public static bool IsReserved(PathString path) => path.StartsWithSegments("/admin") || path.StartsWithSegments("/runtime");
}
