namespace ToskaMesh.Cli.Launch;

/// <summary>The folder that holds a mesh on this machine: its stores, documents, first key and logs.</summary>
internal sealed record DataDirectory(string Path)
{
    public const string Variable = "TOSKA_DATA";

    public string ApiKeyFile => File("api-key");

    public string RouteTable => File("routes.json");

    public string Lock => File("toska.lock");

    public string Log(string name) => System.IO.Path.Combine(Path, "logs", $"{name}.log");

    /// <summary>What the option says, else the variable, else the clone's own folder, else <c>.toska</c> here.</summary>
    public static DataDirectory Choose(string? option, Installation? installation) =>
        new(System.IO.Path.GetFullPath(
            option
            ?? Environment.GetEnvironmentVariable(Variable)
            ?? installation?.DataDirectory
            ?? ".toska"));

    private string File(string name) => System.IO.Path.Combine(Path, name);
}
