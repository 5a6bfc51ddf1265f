using ToskaMesh.Cli.Launch;

namespace ToskaMesh.Cli.View;

/// <summary>What to try once the mesh runs.</summary>
internal static class Hints
{
    public static IReadOnlyList<string> For(UpSettings settings)
    {
        var gateway = settings.Gateway.ToString().TrimEnd('/');
        var key = $"\"X-API-Key: $(cat {Short(settings.Data.ApiKeyFile)})\"";
        string[] samples =
        [
            $"curl {gateway}/mesh/orders/whoami",
            $"curl -H {key} {gateway}/mesh/inventory/stock",
        ];
        return
        [
            .. settings.Samples ? samples : [],
            $"curl -H {key} {gateway}/api/ServiceDiscovery/services",
        ];
    }

    /// <summary>Relative to the working directory where that is shorter.</summary>
    public static string Short(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.Length < path.Length && !relative.StartsWith("..", StringComparison.Ordinal) ? relative : path;
    }
}
