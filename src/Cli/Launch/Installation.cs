namespace ToskaMesh.Cli.Launch;

/// <summary>The clone that this CLI was built in, and what was built with it in the same configuration.</summary>
internal sealed class Installation(string root, string configuration)
{
    private const string Mark = "ToskaMesh.sln";

    public string Root { get; } = root;

    public string Functions => Built("src/Functions", "ToskaMesh.Functions.dll");

    public string Gateway => Built("src/Gateway", "ToskaMesh.Gateway.dll");

    public string Orders => Built("samples/Orders", "ToskaMesh.Samples.Orders.dll");

    public string Inventory => Built("samples/Inventory", "ToskaMesh.Samples.Inventory.dll");

    public string Servers => Path.Combine(Root, "scripts", "servers.sh");

    /// <summary>The data directory when nothing else is said: beside the sources, so that every working directory finds the same mesh.</summary>
    public string DataDirectory => Path.Combine(Root, ".toska");

    /// <summary>Finds the clone above the CLI's own assembly; null when the assembly was copied elsewhere.</summary>
    public static Installation? Find(string assemblyDirectory)
    {
        // .../src/Cli/bin/<configuration>/<framework>/
        var configuration = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(assemblyDirectory)));
        for (var folder = new DirectoryInfo(assemblyDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Mark)))
            {
                return new Installation(folder.FullName, configuration ?? "Release");
            }
        }

        return null;
    }

    private string Built(string project, string assembly)
    {
        var path = Path.Combine(Root, project, "bin", configuration, "net10.0", assembly);
        return File.Exists(path)
            ? path
            : throw new CommandFailedException(ExitCode.Failed, $"{path} is not built. Run: {Path.Combine(Root, "build.sh")} mesh");
    }
}
