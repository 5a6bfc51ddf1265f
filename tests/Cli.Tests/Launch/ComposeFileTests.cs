using System.Globalization;
using System.Text.RegularExpressions;
using ToskaMesh.Cli.Launch;
using YamlDotNet.RepresentationModel;

namespace ToskaMesh.Cli.Tests.Launch;

/// <summary>infra/docker/compose.yaml stands in for scripts/servers.sh. It is read here, not run: there need be no Docker.</summary>
public sealed partial class ComposeFileTests
{
    private static readonly string Root = Installation.Find(AppContext.BaseDirectory)!.Root;
    private static readonly string Folder = Path.Combine(Root, "infra", "docker");
    private static readonly YamlMappingNode Compose = Read("compose.yaml");

    public static TheoryData<string> Services() => [.. Map(Compose, "services").Children.Keys.Select(Text)];

    [Fact]
    public void Services_AreTheServersOfTheProfile_AndWhatWatchesAndExtendsAMesh() => Assert.Equal(
        ["azurite", "consul", "grafana", "postgres", "prometheus", "rabbitmq", "redis"],
        Services().Select(row => row.Data).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_HasAVersion_AHealthCheck_AndPortsOnLoopbackOnly(string name)
    {
        var service = Service(name);
        var check = Map(service, "healthcheck");

        Assert.Matches(@"^[^:]+:[^:]*\d", Text(service["image"]));
        Assert.NotEmpty(Text(check["test"]));
        Assert.All(["interval", "timeout", "retries"], key => Assert.True(check.Children.ContainsKey(key), key));
        Assert.All(List(service, "ports"), port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_WaitsForTheHealthOfThoseItNeeds_AndMountsWhatIsThere(string name)
    {
        var service = Service(name);
        var needed = service.Children.TryGetValue("depends_on", out var depends) ? (YamlMappingNode)depends : [];
        var volumes = Map(Compose, "volumes").Children.Keys.Select(Text).ToHashSet();

        Assert.All(needed, pair => Assert.Equal("service_healthy", Text(((YamlMappingNode)pair.Value)["condition"])));
        Assert.All(
            List(service, "volumes").Select(mount => mount.Split(':')[0]),
            source => Assert.True(source.StartsWith('.') ? File.Exists(Path.Combine(Folder, source)) : volumes.Contains(source), source));
    }

    [Fact]
    public async Task Ports_AndPassword_AreThoseThatTheScriptTellsOf()
    {
        var settings = await new LocalServers(Path.Combine(Root, "scripts", "servers.sh")).SettingsAsync(TestContext.Current.CancellationToken);
        var told = settings.Values.SelectMany(value => Port().Matches(value)).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).Distinct();

        var published = new[] { "postgres", "redis", "rabbitmq", "azurite" }.SelectMany(name => List(Service(name), "ports")).Select(port => int.Parse(port.Split(':')[1], CultureInfo.InvariantCulture)).ToHashSet();
        var postgres = Map(Service("postgres"), "environment");

        Assert.All(told, port => Assert.Contains(port, published));
        Assert.Contains(
            $"Database={Text(postgres["POSTGRES_DB"])};Username={Text(postgres["POSTGRES_USER"])};Password={Text(postgres["POSTGRES_PASSWORD"])}",
            settings["Mesh__Postgres"],
            StringComparison.Ordinal);
    }

    [Fact]
    public void Prometheus_ScrapesTheGateway_AndGrafanaAsksPrometheus()
    {
        Assert.Contains($"host.docker.internal:{UpSettings.DefaultGatewayPort}", Read("prometheus.yaml").ToString(), StringComparison.Ordinal);
        Assert.Contains("http://prometheus:9090", Read("grafana/datasources.yaml").ToString(), StringComparison.Ordinal);
    }

    private static YamlMappingNode Service(string name) => Map(Map(Compose, "services"), name);

    private static YamlMappingNode Map(YamlMappingNode node, string key) => (YamlMappingNode)node[key];

    private static IEnumerable<string> List(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var list) ? ((YamlSequenceNode)list).Select(Text) : [];

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static YamlMappingNode Read(string file)
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(Path.Combine(Folder, file));
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    [GeneratedRegex(@"(?:127\.0\.0\.1:|Port=)(\d+)")]
    private static partial Regex Port();
}
