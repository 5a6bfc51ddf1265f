namespace ToskaMesh.Cli.Launch;

/// <summary>The <c>dotnet</c> that runs this process, so that its children run on the same runtime.</summary>
internal static class Dotnet
{
    public static string Path =>
        Environment.ProcessPath is { } own && System.IO.Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet";
}
