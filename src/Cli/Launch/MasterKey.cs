namespace ToskaMesh.Cli.Launch;

/// <summary>The master key of a mesh on this machine, where the function app makes none.</summary>
internal static class MasterKey
{
    /// <inheritdoc cref="KeyFile.ReadOrMakeMaster"/>
    public static string ReadOrMake(DataDirectory data) => KeyFile.ReadOrMakeMaster(data.MasterKeyFile);
}
