using System.Text.Json.Nodes;
using ToskaMesh.Infra.Tests.Settings;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace ToskaMesh.Infra.Tests.Containers;

/// <summary>compose.yaml at the root, which runs a whole mesh: read, not run.</summary>
public sealed class ComposeTests
{
    private static readonly JsonObject Services = Read("compose.yaml")["services"]!.AsObject();
    private static readonly JsonObject Servers = Read("infra/docker/compose.yaml")["services"]!.AsObject();

    [Fact]
    public void Settings_AreAccepted_AndEachIsRead()
    {
        Acceptance.OfFunctionApp(Environment("functions"));
        Acceptance.OfGateway(Environment("gateway"));
        Assert.Equal(Environment("functions"), Environment("migrate"));
    }

    [Fact]
    public void Parts_StartOnceWhatTheyNeedIsHealthy()
    {
        var waits = Services.SelectMany(service => service.Value!["depends_on"]?.AsObject() ?? []).ToList();

        Assert.All(waits, wait => Assert.Matches("^service_(healthy|completed_successfully)$", (string?)wait.Value!["condition"]));
        Assert.All(waits, wait => Assert.True(Services.ContainsKey(wait.Key) || Servers[wait.Key]?["healthcheck"] is not null || wait.Key == "migrate", wait.Key));
        Assert.Equal(["gateway", "functions", "migrate", "postgres"], Chain("gateway"));
    }

    [Fact]
    public void Gateway_CannotWriteButToItsData_AndIsReachedOnLoopbackOnly()
    {
        var gateway = Services["gateway"]!;

        Assert.True((bool?)gateway["read_only"]);
        Assert.Equal("ALL", (string?)gateway["cap_drop"]![0]);
        Assert.All(gateway["ports"]!.AsArray(), port => Assert.StartsWith("127.0.0.1:", (string?)port, StringComparison.Ordinal));
        Assert.Null(Services["functions"]!["ports"]);
    }

    /// <summary>As files its keys would be beside the host's program, where the image's user may not write.</summary>
    [Fact]
    public void KeysOfTheHost_AreInStorage()
    {
        Assert.False(Environment("functions").ContainsKey("AzureWebJobsSecretStorageType"));
        Assert.Contains("BlobEndpoint=", Environment("functions")["AzureWebJobsStorage"], StringComparison.Ordinal);
    }

    private static List<string> Chain(string name) =>
        [name, .. (Services[name]?["depends_on"]?.AsObject().First().Key) is { } next ? Chain(next) : []];

    private static Dictionary<string, string> Environment(string service) =>
        Services[service]!["environment"]!.AsObject().ToDictionary(setting => setting.Key, setting => (string)setting.Value!);

    private static JsonObject Read(string path)
    {
        var value = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build()
            .Deserialize(new MergingParser(new Parser(new StringReader(Repository.Read(path)))));
        return JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(value))!.AsObject();
    }
}
