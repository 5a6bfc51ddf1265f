using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ToskaMesh.Testing;

namespace ToskaMesh.Infra.Tests.Bicep;

/// <summary>The compiler that the project restores. Its types are built in: it asks no network.</summary>
internal static partial class BicepCompiler
{
    public const string Folder = "infra/bicep";

    /// <summary>Of the deployments that are rendered: which subscription and group is of no concern.</summary>
    private static readonly string[] Place =
    [
        "--subscription-id", "00000000-0000-0000-0000-000000000001", "--tenant-id", "00000000-0000-0000-0000-000000000002",
        "--resource-group", "rg-mesh", "--location", "westeurope",
    ];

    // What the parameter files read of the environment: a developer's own values would make another snapshot.
    private static readonly Dictionary<string, string?> Plain = Directory.EnumerateFiles(Repository.File(Folder), "*.bicepparam")
        .SelectMany(file => Read().Matches(File.ReadAllText(file)))
        .Select(match => match.Groups[1].Value)
        .Distinct()
        .ToDictionary(name => name, name => name == "SERVICE_GATEWAY_IMAGE_NAME" ? "registry.example/toskamesh-gateway:1.0.0" : null);

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task<ProgramRun> RunAsync(string command, string file, params IEnumerable<string> arguments) =>
        ProgramRun.OfAsync(Path(), [command, Repository.File($"{Folder}/{file}"), .. arguments], Plain);

    /// <summary>Every resource of a deployment with these parameters, as far as it is known before it is deployed.</summary>
    /// <param name="variables">Of the environment, instead of the parameter file's own values.</param>
    public static async Task<string> SnapshotAsync(string parameters, params IEnumerable<(string Name, string Value)> variables)
    {
        // It writes beside the file, which others read meanwhile.
        using var copy = new TemporaryDirectory();
        foreach (var file in Directory.EnumerateFiles(Repository.File(Folder), "*.*", SearchOption.AllDirectories))
        {
            var target = copy.File(System.IO.Path.GetRelativePath(Repository.File(Folder), file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var run = await ProgramRun.OfAsync(Path(), ["snapshot", copy.File($"{parameters}.bicepparam"), "--mode", "overwrite", .. Place], Given(variables));
        Assert.True(run.ExitCode == 0, run.All);
        return Sorted(await File.ReadAllTextAsync(copy.File($"{parameters}.snapshot.json")));
    }

    private static Dictionary<string, string?> Given(IEnumerable<(string Name, string Value)> variables)
    {
        var environment = new Dictionary<string, string?>(Plain);
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        return environment;
    }

    // The outputs come in another order each time.
    private static string Sorted(string snapshot)
    {
        var root = JsonNode.Parse(snapshot)!.AsObject();
        root["outputs"] = new JsonObject(root["outputs"]!.AsObject().OrderBy(output => output.Key, StringComparer.Ordinal).Select(output => KeyValuePair.Create(output.Key, output.Value?.DeepClone())));
        return root.ToJsonString(Readable) + "\n";
    }

    private static string Path()
    {
        var path = typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "Bicep").Value!;
        Assert.SkipUnless(File.Exists(path), $"The Bicep compiler is restored on Linux with x64 only: {path}");
        if (!OperatingSystem.IsWindows())
        {
            // NuGet unpacks without the right to execute.
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
        }

        return path;
    }

    [GeneratedRegex(@"readEnvironmentVariable\('(\w+)'")]
    private static partial Regex Read();
}
