namespace ToskaMesh.Cli.Launch;

/// <summary>The key with which the gateway of a mesh on this machine reports to its function app.</summary>
internal static class GatewayKey
{
    /// <inheritdoc cref="KeyFile.ReadOrMake"/>
    public static string ReadOrMake(DataDirectory data) => KeyFile.ReadOrMake(data.GatewayKeyFile, "gateway");
}
