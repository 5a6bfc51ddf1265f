using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.Configuration.Secrets;
using ToskaMesh.Functions.Tests.Registry;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Tests.Configuration;

public sealed class EffectiveConfigurationTests : IAsyncLifetime
{
    private const string Path = "api/Configurations";
    private const string Marked = "m4rked-s3cret";

    private ControlPlaneUnderTest _mesh = null!;

    public async ValueTask InitializeAsync() => _mesh = await ControlPlaneUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task Effective_IsMergedOfAllLayersWithTheirOrigins()
    {
        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/register", RegistrationTests.Body("orders", "o-1", ""","zone":"a" """)).JsonAsync();
        await CreateAsync("base", "default", "log: {level: info, format: json}\nport: 1");
        await CreateAsync("base", "prod", "log: {level: warn}");
        await CreateAsync("orders", "default", "port: 2\nold: null", services: ["orders"]);
        await CreateAsync("zone", "default", "zone: a", labels: """{"zone":"a"}""");
        await CreateAsync("billing", "default", "port: 3", services: ["billing"]);

        var all = await _mesh.Admin.ReadAsync($"{Path}/effective?service=orders&environment=prod").JsonAsync();
        var one = await _mesh.Admin.ReadAsync($"{Path}/effective?service=orders&environment=prod&instance=o-1").JsonAsync();
        var elsewhere = await _mesh.Admin.ReadAsync($"{Path}/effective?service=orders").JsonAsync();

        Assert.Equal("""{"log":{"format":"json","level":"warn"},"port":2}""", all["content"]!.ToJsonString());
        Assert.Equal(["default", "environment", "service"], all["layers"]!.AsArray().Select(layer => (string?)layer!["layer"]));
        Assert.Equal("""{"/log/format":0,"/log/level":1,"/port":2}""", all["origins"]!.ToJsonString());
        Assert.Equal("a", (string?)one["content"]!["zone"]);
        Assert.Equal("info", (string?)elsewhere["content"]!["log"]!["level"]);
        await _mesh.Admin.ReadAsync($"{Path}/effective?service=orders&instance=o-9").JsonAsync(HttpStatusCode.NotFound);
        await _mesh.Admin.ReadAsync($"{Path}/effective?service=billing&instance=o-1").JsonAsync(HttpStatusCode.NotFound);
        await _mesh.Admin.ReadAsync($"{Path}/effective").JsonAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Effective_Unchanged_IsNotModifiedUntilALayerIs()
    {
        await CreateAsync("base", "default", "a: 1");
        var service = await _mesh.ServiceAsync("orders");
        using var first = await service.ReadAsync($"{Path}/effective?service=orders");
        var tag = first.Headers.ETag!.ToString();

        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(service, tag));
        await CreateAsync("orders", "default", "b: 1", services: ["orders"]);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(service, tag));
    }

    [Fact]
    public async Task Change_IsInTheRouteTableAtOnce_WithoutWhatItHolds()
    {
        await CreateAsync("orders", "prod", "a: marked-content", services: ["orders"]);

        var document = await _mesh.Services.GetRequiredService<IDocumentStore>().ReadAsync(DocumentNames.RouteTable, TestContext.Current.CancellationToken);
        var one = Assert.Single(RouteTableJson.Read(document!.Content.Span).Table!.Configurations);
        Assert.Equal(("orders", "prod", 1L, "orders"), (one.Name, one.Environment, one.Version, Assert.Single(one.Services)));
        Assert.DoesNotContain("marked", System.Text.Encoding.UTF8.GetString(document.Content.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("30", HttpStatusCode.NotModified)]
    [InlineData("00:05:00", HttpStatusCode.NotModified)]
    [InlineData("301", HttpStatusCode.BadRequest)]
    [InlineData("long", HttpStatusCode.BadRequest)]
    public async Task Effective_WithAWait_IsAnsweredAtOnce(string wait, HttpStatusCode status)
    {
        var service = await _mesh.ServiceAsync("orders");
        using var first = await service.ReadAsync($"{Path}/effective?service=orders&wait={wait}");

        Assert.Equal(status, await StatusAsync(service, first.Headers.ETag?.ToString() ?? "\"none\"", $"&wait={wait}"));
    }

    [Fact]
    public async Task Effective_IsForTheServiceItselfAdminsAndTheScope()
    {
        var foreign = await _mesh.ServiceAsync("billing");
        var reader = await _mesh.ServiceAsync("billing", Scope.ReadConfigurations);

        await foreign.ReadAsync($"{Path}/effective?service=orders").JsonAsync(HttpStatusCode.Forbidden);
        await (await _mesh.GatewayAsync()).ReadAsync($"{Path}/effective?service=orders").JsonAsync(HttpStatusCode.Forbidden);
        Assert.False((bool)(await reader.ReadAsync($"{Path}/effective?service=orders").JsonAsync())["resolved"]!);
    }

    [Fact]
    public async Task Secrets_AreInTheServicesOwnAnswerAndNowhereElse()
    {
        WriteSecrets($$"""{ "db-password": { "value": "{{Marked}}", "services": ["orders"] } }""");
        var id = await CreateAsync("db", "default", "url: postgres://u:${secret:DB-Password}@h\ntext: $${secret:db-password}", services: ["orders"]);
        var service = await _mesh.ServiceAsync("orders");

        using var response = await service.ReadAsync($"{Path}/effective?service=orders");
        var own = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        Assert.Equal(($"postgres://u:{Marked}@h", "${secret:db-password}"), ((string?)own["content"]!["url"], (string?)own["content"]!["text"]));
        Assert.True(response.Headers.CacheControl!.NoStore);
        string[] others =
        [
            Path, $"{Path}/db", $"{Path}/{id}/history", $"{Path}/{id}/diff?from=1&to=1", $"{Path}/effective?service=orders",
        ];
        foreach (var path in others)
        {
            Assert.DoesNotContain(Marked, (await _mesh.Admin.ReadAsync(path).JsonAsync()).ToJsonString(), StringComparison.Ordinal);
        }

        var told = await _mesh.Store.Outbox.ReadDueAsync(100, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(told, entry => entry.Event.Data.Contains(Marked, StringComparison.Ordinal));

        var tag = response.Headers.ETag!.ToString();
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(service, tag));
        WriteSecrets("""{"db-password":{"value":"another","services":["*"]}}""");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(service, tag));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"db":{"value":"m4rked-s3cret","services":["billing"]}}""")]
    public async Task Secrets_ThatTheServiceDoesNotGet_AreNamedWithTheirPlaces(string secrets)
    {
        WriteSecrets(secrets);
        await CreateAsync("db", "default", "a: {url: \"x${secret:db}\"}");

        var problem = await (await _mesh.ServiceAsync("orders")).ReadAsync($"{Path}/effective?service=orders").JsonAsync(HttpStatusCode.Conflict);

        Assert.Equal(["/a/url"], problem.Pointers());
        Assert.Contains("'db'", problem.ToJsonString().Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(Marked, problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"db":{"value":"m4rked-s3cret","services":["orders"]}}""", true)]
    [InlineData("""{"db":"m4rked-s3cret"}""", false)]
    [InlineData("""{"db":{"value":"m4rked-s3cret}""", false)]
    [InlineData("""["m4rked-s3cret"]""", false)]
    public async Task Secrets_InAFileThatCannotBeTrusted_AreUnavailable(string secrets, bool isOpen)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        WriteSecrets(secrets);
        if (isOpen && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(System.IO.Path.Combine(_mesh.DataDirectory, SecretFile.Name), UnixFileMode.UserRead | UnixFileMode.GroupRead);
        }

        await CreateAsync("db", "default", "a: ${secret:db}");

        var problem = await (await _mesh.ServiceAsync("orders")).ReadAsync($"{Path}/effective?service=orders").JsonAsync(HttpStatusCode.ServiceUnavailable);

        Assert.DoesNotContain(Marked, problem.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(SecretFile.Name, problem.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_mesh.DataDirectory, problem.ToJsonString(), StringComparison.Ordinal);
    }

    private void WriteSecrets(string json)
    {
        var path = System.IO.Path.Combine(_mesh.DataDirectory, SecretFile.Name);
        File.WriteAllText(path, json);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private async Task<string> CreateAsync(string name, string environment, string content, string[]? services = null, string labels = "{}")
    {
        var body = new JsonObject
        {
            ["name"] = name,
            ["environment"] = environment,
            ["content"] = content,
            ["services"] = new JsonArray([.. (services ?? []).Select(service => (JsonNode?)service)]),
            ["labels"] = JsonNode.Parse(labels),
        };
        return (string)(await _mesh.Admin.PostJsonAsync(Path, body.ToJsonString()).JsonAsync(HttpStatusCode.Created))["id"]!;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string tag, string more = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Path}/effective?service=orders{more}") { Headers = { { "If-None-Match", tag } } };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
