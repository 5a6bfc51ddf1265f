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

    /// <summary>How the first Admin is made, as long as there is none.</summary>
    public static string? FirstAdmin(UpSettings settings)
    {
        if (!File.Exists(settings.Data.BootstrapSecretFile(settings.Profile)))
        {
            return null;
        }

        var profile = settings.Profile is MeshProfile.Local ? " --profile local" : "";
        var url = settings.GatewayPort == UpSettings.DefaultGatewayPort ? "" : $" --url {settings.Gateway.ToString().TrimEnd('/')}";
        return $"toska users create-admin{profile}{url} --data {Short(settings.Data.Path)}";
    }

    /// <summary>
    /// The secret for it, for whoever makes the account by other means than the command. It is for the terminal only: no
    /// log file gets it. Null once it was used, or where it cannot be read.
    /// </summary>
    public static string? BootstrapSecret(UpSettings settings)
    {
        try
        {
            return File.ReadAllText(settings.Data.BootstrapSecretFile(settings.Profile)).Trim() is { Length: > 0 } secret ? secret : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Relative to the working directory where that is shorter.</summary>
    public static string Short(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.Length < path.Length && !relative.StartsWith("..", StringComparison.Ordinal) ? relative : path;
    }
}
