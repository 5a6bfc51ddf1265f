namespace ToskaMesh.Cli.Launch;

/// <summary>The first Admin key of a mesh on this machine, where the function app makes none.</summary>
internal static class AdminKey
{
    /// <inheritdoc cref="KeyFile.ReadOrMake"/>
    public static string ReadOrMake(DataDirectory data) => KeyFile.ReadOrMake(data.ApiKeyFile, "admin");
}
