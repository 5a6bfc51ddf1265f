using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ToskaMesh.Testing;
using YamlDotNet.RepresentationModel;

namespace ToskaMesh.Infra.Tests.Azd;

/// <summary>What <c>azure.yaml</c> names is there, and does what azd takes it for.</summary>
public sealed class AzdTests
{
    private static readonly YamlMappingNode Project = Read();

    [Fact]
    public void Templates_AreThoseOfTheFolder()
    {
        var infra = (YamlMappingNode)Project["infra"];

        Assert.Equal(("bicep", "infra/bicep"), (infra["provider"].ToString(), infra["path"].ToString()));
        Assert.True(File.Exists(Repository.File($"infra/bicep/{infra["module"]}.bicepparam")));

        // azd deploys a container app by the template of its service's name where there is one; else it changes the image alone.
        var service = Assert.Single(Services(), service => service.Value["host"].ToString() == "containerapp");
        Assert.True(File.Exists(Repository.File($"infra/bicep/{service.Key}.bicepparam")));
        Assert.True(File.Exists(Repository.File(service.Value["docker"]["path"].ToString())));
        Assert.Equal(".", service.Value["docker"]["context"].ToString());
    }

    /// <summary>Without the choice in its own project file azd would publish the emulator: it passes no property to <c>dotnet publish</c>.</summary>
    [Fact]
    public async Task FunctionApp_IsPublishedAgainstTheOfficialPackages()
    {
        var service = Assert.Single(Services(), service => service.Value["host"].ToString() == "function");
        var project = Directory.EnumerateFiles(Repository.File(service.Value["project"].ToString()), "*.csproj").Single();

        var run = await ProgramRun.OfAsync(ProgramRun.Find("dotnet"), ["msbuild", project, "-getProperty:FunctionsSdk,FunctionApp"]);

        Assert.True(run.ExitCode == 0, run.All);
        var chosen = JsonNode.Parse(run.Output)!["Properties"]!;
        Assert.Equal("Azure", (string?)chosen["FunctionsSdk"]);
        Assert.Equal(Repository.File("src/Functions/Functions.csproj"), Path.GetFullPath((string)chosen["FunctionApp"]!));
        var calls = XDocument.Load(project).Descendants("MSBuild").ToDictionary(call => (string)call.Parent!.Attribute("Name")!, call => (string)call.Attribute("Properties")!);
        Assert.Equal(["Build", "Publish", "Restore"], calls.Keys.Order(StringComparer.Ordinal));
        Assert.All(calls.Values, properties => Assert.StartsWith("FunctionsSdk=$(FunctionsSdk)", properties, StringComparison.Ordinal));
    }

    /// <summary>What can be set is told, and what is told can be set.</summary>
    [Fact]
    public void Documentation_NamesEachVariable()
    {
        var read = Directory.EnumerateFiles(Repository.File("infra/bicep"), "*.bicepparam")
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), @"readEnvironmentVariable\('(\w+)'"))
            .Select(match => match.Groups[1].Value).Where(name => name.StartsWith("TOSKA_", StringComparison.Ordinal)).ToHashSet();
        var given = Regex.Matches(Repository.Read("infra/bicep/main.bicep") + Repository.Read("infra/bicep/gateway.bicep"), @"(?m)^output (\w+)").Select(match => match.Groups[1].Value).ToHashSet();
        var told = Regex.Matches(Repository.Read("docs/deploy-azure.md"), @"\bTOSKA_[A-Z_]+\b").Select(match => match.Value).ToHashSet();

        Assert.Superset(read, told);
        Assert.Subset(read.Union(given).ToHashSet(), told);
    }

    /// <summary>Each output that the hook after provisioning needs is one.</summary>
    [Fact]
    public void Outputs_AreWhatTheHookNeeds()
    {
        var needed = Regex.Matches(Repository.Read("infra/azure/postprovision.sh"), @"\bTOSKA_[A-Z_]+\b").Select(match => match.Value).Where(name => name != "TOSKA_DEPLOYER_NAME").ToHashSet();
        var given = Regex.Matches(Repository.Read("infra/bicep/main.bicep"), @"(?m)^output (\w+)").Select(match => match.Groups[1].Value).ToHashSet();

        Assert.Superset(needed, given);
    }

    /// <summary>azd keeps a deployment's outputs as user secrets of a .NET project, and gives up where it cannot.</summary>
    [Fact]
    public async Task FunctionApp_TakesTheSecretsOfAzd_AndStaysAsItIs()
    {
        using var home = new TemporaryDirectory();
        var project = Directory.EnumerateFiles(Repository.File("infra/azure/functions"), "*.csproj").Single();
        var before = await File.ReadAllTextAsync(project, TestContext.Current.CancellationToken);
        var environment = new Dictionary<string, string?> { ["HOME"] = home.Path, ["DOTNET_CLI_HOME"] = home.Path, ["NUGET_PACKAGES"] = null };

        foreach (var command in (string[][])[["init"], ["set", "TOSKA_DATABASE", "toskamesh"]])
        {
            var run = await ProgramRun.OfAsync(ProgramRun.Find("dotnet"), ["user-secrets", .. command, "--project", project], environment);
            Assert.True(run.ExitCode == 0, run.All);
        }

        Assert.Equal(before, await File.ReadAllTextAsync(project, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Hooks_ArePrograms()
    {
        var hooks = ((YamlMappingNode)Project["hooks"]).Children.ToDictionary(hook => hook.Key.ToString(), hook => hook.Value["run"].ToString());

        Assert.Equal(["postprovision", "preprovision"], hooks.Keys.Order(StringComparer.Ordinal));
        Assert.All(hooks, hook =>
        {
            Assert.Equal($"infra/azure/{hook.Key}.sh", hook.Value);
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Repository.File(hook.Value)).HasFlag(UnixFileMode.UserExecute), hook.Value);
        });
    }

    private static Dictionary<string, YamlNode> Services() => ((YamlMappingNode)Project["services"]).Children.ToDictionary(service => service.Key.ToString(), service => service.Value);

    private static YamlMappingNode Read()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Repository.Read("azure.yaml")));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
