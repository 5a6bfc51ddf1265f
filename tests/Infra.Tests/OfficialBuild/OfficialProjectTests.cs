using System.Text.Json.Nodes;

namespace ToskaMesh.Infra.Tests.OfficialBuild;

/// <summary>The function app's project as <c>-p:FunctionsSdk=Azure</c> evaluates it: what can be known where its packages are not served.</summary>
public sealed class OfficialProjectTests
{
    [Fact]
    public async Task Properties_AreWhatTheWorkersSdkNeeds()
    {
        var properties = (await EvaluateAsync("-getProperty:OutputType,AzureFunctionsVersion,TargetFramework,RuntimeIdentifier,SelfContained", "-p:_IsPublishing=true"))["Properties"]!;

        Assert.Equal(
            ("Exe", "v4", "net10.0", "linux-x64", "false"),
            ((string?)properties["OutputType"], (string?)properties["AzureFunctionsVersion"], (string?)properties["TargetFramework"], (string?)properties["RuntimeIdentifier"], (string?)properties["SelfContained"]));
    }

    /// <summary>Compiled ahead where it is published for a platform, which is what needs one.</summary>
    [Theory]
    [InlineData("-p:_IsPublishing=true", "true")]
    [InlineData("-p:RuntimeIdentifier=osx-arm64", "true")]
    [InlineData("-p:Configuration=Debug", "")]
    public async Task ReadyToRun_GoesWithAPlatform(string argument, string expected) =>
        Assert.Equal(expected, (string?)(await EvaluateAsync("-getProperty:PublishReadyToRun,RuntimeIdentifier", argument))["Properties"]!["PublishReadyToRun"]);

    [Fact]
    public async Task Packages_AreTheOfficialOnes_AndNothingOfTheEmulator()
    {
        var items = (await EvaluateAsync("-getItem:PackageReference,PackageVersion,ProjectReference", "-p:Configuration=Release"))["Items"]!;
        var versions = items["PackageVersion"]!.AsArray().ToDictionary(item => (string)item!["Identity"]!, item => (string)item!["Version"]!);
        var referenced = items["PackageReference"]!.AsArray().Select(item => (string)item!["Identity"]!).ToHashSet();
        string[] official =
        [
            "Microsoft.Azure.Functions.Worker", "Microsoft.Azure.Functions.Worker.Sdk", "Microsoft.Azure.Functions.Worker.Extensions.Http",
            "Microsoft.Azure.Functions.Worker.Extensions.Timer", "Microsoft.Azure.Functions.Worker.Extensions.RabbitMQ",
            "Microsoft.Azure.Functions.Worker.Extensions.ServiceBus", "Microsoft.Azure.Functions.Worker.Extensions.DurableTask",
            "Microsoft.Azure.Functions.Worker.OpenTelemetry", "Azure.Messaging.ServiceBus", "Consul",
        ];

        Assert.All(official, package => Assert.True(referenced.Contains(package) && versions.ContainsKey(package), package));
        Assert.All(["Azure.Monitor.OpenTelemetry.Exporter", "KubernetesClient"], package => Assert.Contains(package, referenced));
        Assert.All(items["ProjectReference"]!.AsArray(), project => Assert.EndsWith("Shared.csproj", (string?)project!["Identity"], StringComparison.Ordinal));

        // Its own parts come with the worker and the extensions: pinned, they would be of another version.
        Assert.DoesNotContain(versions.Keys, package => package.StartsWith("Microsoft.DurableTask", StringComparison.Ordinal) || package == "Microsoft.Azure.Functions.Worker.Core");
    }

    [Fact]
    public async Task HostJson_IsPublished()
    {
        var files = (await EvaluateAsync("-getItem:None", "-p:Configuration=Release"))["Items"]!["None"]!.AsArray();
        var host = files.Single(file => (string?)file!["Link"] == "host.json")!;

        Assert.Equal("PreserveNewest", (string?)host["CopyToPublishDirectory"]);
        Assert.All(files.Where(file => (string?)file!["Link"] == "local.settings.json"), file => Assert.Equal("Never", (string?)file!["CopyToPublishDirectory"]));
    }

    private static async Task<JsonNode> EvaluateAsync(params IEnumerable<string> arguments)
    {
        var run = await ProgramRun.OfAsync(ProgramRun.Find("dotnet"), ["msbuild", Repository.File("src/Functions/Functions.csproj"), "-p:FunctionsSdk=Azure", .. arguments]);
        Assert.True(run.ExitCode == 0, run.All);
        return JsonNode.Parse(run.Output)!;
    }
}
