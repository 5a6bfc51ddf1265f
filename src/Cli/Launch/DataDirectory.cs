namespace ToskaMesh.Cli.Launch;

/// <summary>The folder that holds a mesh on this machine: its stores, documents, first key and logs.</summary>
internal sealed record DataDirectory(string Path)
{
    public const string Variable = "TOSKA_DATA";

    /// <summary>The same in every profile, so that commands find the mesh that runs without being told which one it is.</summary>
    public string ApiKeyFile => File("api-key");

    /// <summary>Of whatever profile, as the Admin key: each start tells both parts of it.</summary>
    public string GatewayKeyFile => File("gateway-key");

    /// <summary>What the control plane encrypts its signing keys with. In the embedded profile the function app makes it, in the same place.</summary>
    public string MasterKeyFile => File("master-key");

    public string Lock => File("toska.lock");

    /// <summary>
    /// What function app and gateway keep. Profiles do not share it: the gateway's own copy of one mesh's table may
    /// count as newer than the other's.
    /// </summary>
    public string Parts(MeshProfile profile) => profile is MeshProfile.Local ? File("local") : Path;

    /// <summary>The file that is published, or, where that is a blob, the gateway's own copy of what it applied.</summary>
    public string RouteTable(MeshProfile profile) =>
        System.IO.Path.Combine(Parts(profile), profile is MeshProfile.Local ? "gateway/routes.json" : "routes.json");

    /// <summary>Makes whoever holds it the first Admin, and is gone then.</summary>
    public string BootstrapSecretFile(MeshProfile profile) => System.IO.Path.Combine(Parts(profile), "bootstrap-secret");

    public string Log(string name) => System.IO.Path.Combine(Path, "logs", $"{name}.log");

    /// <summary>What the option says, else the variable where it says anything, else the clone's own folder, else <c>.toska</c> here.</summary>
    public static DataDirectory Choose(string? option, Installation? installation) =>
        Choose(option, Environment.GetEnvironmentVariable(Variable), installation);

    internal static DataDirectory Choose(string? option, string? variable, Installation? installation) =>
        new(System.IO.Path.GetFullPath(option ?? (variable is { Length: > 0 } ? variable : installation?.DataDirectory ?? ".toska")));

    private string File(string name) => System.IO.Path.Combine(Path, name);
}
