using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Consul;

namespace ToskaMesh.Functions.Tests.CatalogSync;

public sealed class ConsulImportTests : IAsyncLifetime
{
    private const string WebId = "consul:dc1:agent-1:web-1";

    private static readonly ConsulInstance Web = new ConsulInstance("web", "web-1", "10.0.0.1", 80) { Tags = ["mesh"] }.With("passing");

    private FakeConsul _consul = null!;
    private ControlPlaneUnderTest _mesh = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _consul = await FakeConsul.StartAsync(TimeProvider.System);
        _consul.Token = "secret";
        _mesh = await ControlPlaneUnderTest.StartAsync(
            null,
            $"--Mesh:Consul:Address={_consul.Url}", "--Mesh:Consul:Token=secret", "--Mesh:Consul:Import=true", "--Mesh:Consul:Export=true",
            "--Mesh:Consul:Tag=mesh", "--Mesh:Consul:MaxServices=3", "--Logging:LogLevel:Default=Error");
    }

    public async ValueTask DisposeAsync()
    {
        await _mesh.DisposeAsync();
        await _consul.DisposeAsync();
    }

    [Theory]
    [InlineData("passing", HealthStatus.Healthy)]
    [InlineData("warning", HealthStatus.Degraded)]
    [InlineData("critical", HealthStatus.Unhealthy)]
    public async Task Tick_ServiceInConsul_IsInTheMeshWithItsHealth(string status, HealthStatus expected)
    {
        _consul.Put(Web.With(status, "because"));

        await TickAsync();

        var found = await FindAsync(WebId);
        Assert.Equal((expected, "consul:dc1", "10.0.0.1", 80), (found?.Status, found?.Source, found?.Address.Value, found?.Port));
        Assert.Equal(status == "passing" ? null : "status: because", found?.Output);
    }

    [Fact]
    public async Task Tick_WithoutTheTagOrAProxyOrConsulItself_ImportsNothing()
    {
        _consul.Put(Web with { Service = "private", Tags = [] });
        _consul.Put((Web with { Service = "web-sidecar-proxy", Id = "p", Kind = "connect-proxy", Port = 81 }).With("passing"));

        await TickAsync();

        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Tick_InstanceInMaintenance_IsUnhealthy()
    {
        _consul.Put(Web with { Checks = [new ConsulCheck("_service_maintenance:web-1", "Maintenance", "critical", "for a while")] });

        await TickAsync();

        Assert.Equal(HealthStatus.Unhealthy, (await FindAsync(WebId))?.Status);
    }

    [Fact]
    public async Task Tick_InstanceWithoutAnAddress_HasItsNodes()
    {
        _consul.Put(Web with { Address = "" });

        await TickAsync();

        Assert.Equal("10.99.0.1", (await FindAsync(WebId))?.Address.Value);
    }

    [Fact]
    public async Task Tick_SameIdOnTwoNodes_AreTwoInstances()
    {
        _consul.Put(Web);
        _consul.Put(Web with { Node = "agent-2", Address = "10.0.0.2" });

        await TickAsync();

        Assert.Equal([WebId, "consul:dc1:agent-2:web-1"], (await ListAsync()).Select(instance => instance.ServiceId.Value));
    }

    [Fact]
    public async Task Tick_ServiceThatLeftConsul_LeavesTheMesh()
    {
        _consul.Put(Web);
        await TickAsync();

        _consul.Remove("web-1");
        await TickAsync();

        Assert.Null(await FindAsync(WebId));
    }

    [Theory]
    [InlineData(ConsulFault.ServerError, "Consul answered with status 500.")]
    [InlineData(ConsulFault.Garbage, "Consul's answer could not be read.")]
    [InlineData(ConsulFault.NoIndex, "Consul's catalog came without an index.")]
    [InlineData(ConsulFault.NoLeader, "Consul has no leader: what it answers may be old.")]
    public async Task Tick_ConsulThatDoesNotWork_LeavesEverythingAsItWas(ConsulFault fault, string reason)
    {
        _consul.Put(Web);
        await TickAsync();
        var before = await FindAsync(WebId);
        _mesh.Time.Advance(TimeSpan.FromSeconds(10));

        _consul.Fault = fault;
        _consul.Remove("web-1");
        await TickAsync();

        Assert.Equal(before, await FindAsync(WebId));
        var part = await PartAsync();
        Assert.Equal(("degraded", "00:00:10"), (((string?)part["status"])?.ToLowerInvariant(), (string?)part["data"]?["import.age"]));
        Assert.Contains(reason, (string?)part["description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tick_ConsulThatIsGone_LeavesEverythingAsItWasAndComesBack()
    {
        _consul.Put(Web);
        await TickAsync();
        var before = await FindAsync(WebId);

        await _consul.DisposeAsync();
        await TickAsync();

        Assert.Equal(before, await FindAsync(WebId));
        Assert.Contains("cannot be reached", (string?)(await PartAsync())["description"], StringComparison.Ordinal);
        _consul = await FakeConsul.StartAsync(TimeProvider.System, before is null ? 0 : _consul.Url.Port);
        _consul.Token = "secret";
        _consul.Put(Web.With("critical"));
        await TickAsync();
        Assert.Equal(HealthStatus.Unhealthy, (await FindAsync(WebId))?.Status);
    }

    [Fact]
    public async Task Tick_TokenThatMayReadNothing_IsAFailureAndNoEmptyCatalog()
    {
        _consul.Put(Web);
        await TickAsync();

        _consul.MayReadNothing = true;
        await TickAsync();

        Assert.NotNull(await FindAsync(WebId));
        Assert.Contains("token", (string?)(await PartAsync())["description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tick_WrongToken_IsAFailureWithoutTheToken()
    {
        _consul.Token = "another";

        await TickAsync();

        var part = (await PartAsync()).ToJsonString();
        Assert.Contains("status 403", part, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", part, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tick_OneServiceThatCannotBeRead_KeepsItAndImportsTheOthers()
    {
        _consul.Put(Web);
        await TickAsync();

        _consul.BrokenService = "web";
        _consul.Remove("web-1");
        _consul.Put(Web with { Node = "agent-2" });
        _consul.Put(Web with { Service = "api", Id = "api-1", Port = 81 });
        await TickAsync();

        Assert.Equal(["consul:dc1:agent-1:api-1", WebId], (await ListAsync()).Select(instance => instance.ServiceId.Value));
        Assert.Contains("1 of 2 services", (string?)(await PartAsync())["description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tick_IndexThatBeginsAnew_RemovesNothingForAWhile()
    {
        _consul.Put(Web);
        await TickAsync();

        _consul.Remove("web-1");
        _consul.ResetIndex();
        await TickAsync();
        Assert.NotNull(await FindAsync(WebId));

        _mesh.Time.Advance(TimeSpan.FromMinutes(2));
        await TickAsync();
        Assert.Null(await FindAsync(WebId));
    }

    [Fact]
    public async Task Tick_MoreServicesThanAllowed_ImportsTheFirstAndSaysSo()
    {
        foreach (var i in Enumerable.Range(1, 4))
        {
            _consul.Put(Web with { Service = $"web-{i}", Id = $"web-{i}", Port = i });
        }

        await TickAsync();

        Assert.Equal(3, (await ListAsync()).Count);
        Assert.Contains("MaxServices", (string?)(await PartAsync())["description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tick_MetadataAddress_IsRefusedAndCounted()
    {
        _consul.Put(Web with { Address = "169.254.169.254" });

        await TickAsync();

        Assert.Empty(await ListAsync());
        Assert.Equal("1", (string?)(await PartAsync())["data"]?["import.refused"]);
    }

    [Fact]
    public async Task Tick_BothDirections_RunInNoCircle()
    {
        _consul.Put(Web);
        var body = """{"serviceName":"orders","serviceId":"o-1","address":"10.0.0.9","port":9,"tags":["mesh"]}""";
        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/register", body).JsonAsync();

        for (var i = 0; i < 3; i++)
        {
            await TickAsync();
        }

        Assert.Equal([WebId], (await ListAsync()).Select(instance => instance.ServiceId.Value));
        Assert.Equal(["toskamesh-00000000-o-1", "web-1"], _consul.OfAgent().Select(instance => instance.Id).Order());
    }

    [Fact]
    public async Task Gateways_OfAnImport_GetItsInstancesAtOnce()
    {
        _consul.Put(Web);

        await TickAsync();

        var answer = await _mesh.Admin.ReadAsync("api/ServiceDiscovery/services/web/instances/healthy").JsonAsync(HttpStatusCode.OK);
        Assert.Equal("consul:dc1", (string?)answer[0]?["source"]);
    }

    private Task TickAsync() => _mesh.Services.GetRequiredService<Tick>().RunAsync(Cancel);

    private Task<ServiceInstance?> FindAsync(string id) => _mesh.Store.Registry.FindAsync(InstanceId.Parse(id), Cancel);

    private Task<IReadOnlyList<ServiceInstance>> ListAsync() => _mesh.Store.Registry.ListImportedAsync("consul:dc1", Cancel);

    private async Task<JsonNode> PartAsync()
    {
        using var response = await _mesh.Anonymous.ReadAsync("health");
        var health = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;
        return health["checks"]!.AsArray().Single(check => (string?)check!["name"] == "consul")!;
    }
}
