using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.KubernetesSync;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Kubernetes;

namespace ToskaMesh.Functions.Tests.KubernetesSync;

public sealed class KubernetesImportTests : IAsyncLifetime
{
    private const string Source = "kubernetes:default";
    private const string WebId = $"{Source}:shop:web:web-1";

    private static readonly Dictionary<string, string> Registered = new() { ["toskamesh.io/register"] = "true" };

    private readonly TemporaryDirectory _files = new();
    private FakeKubernetes _cluster = null!;
    private ControlPlaneUnderTest _mesh = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await FakeKubernetes.StartAsync();
        _cluster.Token = "secret";
        var token = Path.Combine(_files.Path, "token");
        await File.WriteAllTextAsync(token, "secret", Cancel);
        _mesh = await ControlPlaneUnderTest.StartAsync(
            null,
            $"--Mesh:Kubernetes:Api={_cluster.Url}", $"--Mesh:Kubernetes:TokenFile={token}", "--Mesh:Kubernetes:Import=true", "--Mesh:Kubernetes:Namespaces=*",
            "--Mesh:Kubernetes:PageSize=2", "--Mesh:Kubernetes:MaxServices=3", "--Mesh:Kubernetes:Timeout=00:00:00.5",
            "--AzureWebJobs.SyncKubernetesServices.Disabled=true", "--Logging:LogLevel:Default=Error");
    }

    public async ValueTask DisposeAsync()
    {
        await _mesh.DisposeAsync();
        await _cluster.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task Sync_AnnotatedService_IsInTheMeshWithItsPods()
    {
        PutWeb();

        await SyncAsync();

        var found = await FindAsync(WebId);
        Assert.Equal((HealthStatus.Healthy, Source, "10.0.0.1", 8080), (found?.Status, found?.Source, found?.Address.Value, found?.Port));
        Assert.Equal("shop", found?.Metadata["k8s.namespace.name"]);
        Assert.Equal("healthy", ((string?)(await PartAsync())["status"])?.ToLowerInvariant());
    }

    [Fact]
    public async Task Sync_ServiceThatDidNotAsk_IsNotImported()
    {
        _cluster.PutService("shop", "web", new Dictionary<string, string> { ["toskamesh.io/register"] = "yes" }, ("http", 80, null));
        _cluster.PutSlice("shop", "web-a", "web", ("http", 8080), new FakePod("web-1", "10.0.0.1"));

        await SyncAsync();

        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Sync_ListsOfSeveralPages_AreReadToTheirEnd()
    {
        PutWeb();
        foreach (var i in Enumerable.Range(2, 5))
        {
            _cluster.PutService("shop", $"other-{i}", new Dictionary<string, string>(), ("http", 80, null));
            _cluster.PutSlice("shop", $"web-{i}", "web", ("http", 8080), new FakePod($"web-{i}", $"10.0.0.{i}"));
        }

        await SyncAsync();

        Assert.Equal(6, (await ListAsync()).Count);
        Assert.All(_cluster.Requests, request => Assert.Contains("limit=2", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sync_PageThatIsGone_BeginsAnewOnce()
    {
        PutWeb();
        _cluster.PutService("shop", "a", new Dictionary<string, string>(), ("http", 80, null));
        _cluster.PutService("shop", "b", new Dictionary<string, string>(), ("http", 80, null));
        _cluster.LetOneTokenExpire();

        await SyncAsync();

        Assert.NotNull(await FindAsync(WebId));
    }

    [Theory]
    [InlineData(KubernetesFault.ServerError, "status 500")]
    [InlineData(KubernetesFault.Busy, "status 429")]
    [InlineData(KubernetesFault.Forbidden, "status 403: the service account")]
    [InlineData(KubernetesFault.Silent, "did not answer in time")]
    [InlineData(KubernetesFault.Garbage, "could not be read")]
    [InlineData(KubernetesFault.NoList, "no list")]
    [InlineData(KubernetesFault.AlwaysGone, "status 410")]
    [InlineData(KubernetesFault.Endless, "no end")]
    [InlineData(KubernetesFault.HalfAList, "status 500")]
    public async Task Sync_ClusterThatDoesNotWork_LeavesEverythingAsItWas(KubernetesFault fault, string reason)
    {
        PutWeb();
        _cluster.PutService("shop", "a", new Dictionary<string, string>(), ("http", 80, null));
        _cluster.PutService("shop", "b", new Dictionary<string, string>(), ("http", 80, null));
        _cluster.PutService("shop", "c", new Dictionary<string, string>(), ("http", 80, null));
        await SyncAsync();
        var before = await FindAsync(WebId);
        Assert.NotNull(before);
        _mesh.Time.Advance(TimeSpan.FromSeconds(10));

        _cluster.Fault = fault;
        _cluster.RemoveService("shop", "web");
        await SyncAsync();

        Assert.Equal(before, await FindAsync(WebId));
        var part = await PartAsync();
        Assert.Equal(("degraded", "00:00:10"), (((string?)part["status"])?.ToLowerInvariant(), (string?)part["data"]?["age"]));
        Assert.Contains(reason, (string?)part["description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_ClusterThatIsGone_LeavesEverythingForAsLongAsItTakes()
    {
        PutWeb();
        await SyncAsync();
        var before = await FindAsync(WebId);

        await _cluster.DisposeAsync();
        _mesh.Time.Advance(TimeSpan.FromDays(1));
        await SyncAsync();

        Assert.NotNull(before);
        Assert.Equal(before, await FindAsync(WebId));
        Assert.Contains("cannot be reached", (string?)(await PartAsync())["description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_WrongToken_IsAFailureWithoutTheToken()
    {
        _cluster.Token = "another";

        await SyncAsync();

        var part = (await PartAsync()).ToJsonString();
        Assert.Contains("status 401", part, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", part, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_ServiceThatLeft_LeavesTheMesh_AndNobodyElseDoes()
    {
        PutWeb();
        await SyncAsync();
        var registry = _mesh.Services.GetRequiredService<IServiceRegistry>();
        var consuls = new ImportedInstance(
            RegistrationFingerprint.Stamp(new Registration
            {
                ServiceName = ServiceName.Parse("web"),
                ServiceId = InstanceId.Parse("consul:dc1:n:web-9"),
                Address = ServiceAddress.Parse("10.0.0.9"),
                Port = 80,
                Fingerprint = "",
            }),
            new HealthReport(HealthStatus.Healthy, null));
        await registry.ImportAsync(new ImportBatch("consul:dc1", [consuls], []), Cancel);

        _cluster.RemoveService("shop", "web");
        await SyncAsync();

        Assert.Equal(["consul:dc1:n:web-9"], (await ListAsync()).Select(instance => instance.ServiceId.Value));
    }

    [Fact]
    public async Task Sync_OneNamespaceThatCannotBeRead_KeepsItAndImportsTheOthers()
    {
        PutWeb();
        await SyncAsync();

        _cluster.BrokenNamespace = "shop";
        _cluster.PutSlice("shop", "web-a", "web", ("http", 8080));
        _cluster.PutService("bank", "api", Registered, ("http", 80, null));
        _cluster.PutSlice("bank", "api-a", "api", ("http", 81), new FakePod("api-1", "10.0.1.1"));
        await SyncAsync();

        Assert.Equal([$"{Source}:bank:api:api-1", WebId], (await ListAsync()).Select(instance => instance.ServiceId.Value).Order(StringComparer.Ordinal));
        Assert.Contains("1 of 2 Services", (string?)(await PartAsync())["description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_MoreServicesThanAllowed_ImportsTheFirstAndSaysSo()
    {
        foreach (var i in Enumerable.Range(1, 4))
        {
            _cluster.PutService("shop", $"web-{i}", Registered, ("http", 80, null));
            _cluster.PutSlice("shop", $"web-{i}-a", $"web-{i}", ("http", 8080), new FakePod($"web-{i}-1", $"10.0.0.{i}"));
        }

        await SyncAsync();

        Assert.Equal(3, (await ListAsync()).Count);
        Assert.Contains("MaxServices", (string?)(await PartAsync())["description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_EndpointAtTheMetadataService_IsRefusedAndCounted()
    {
        _cluster.PutService("shop", "web", Registered, ("http", 80, null));
        _cluster.PutSlice("shop", "web-a", "web", ("http", 80), new FakePod("web-1", "169.254.169.254"));

        await SyncAsync();

        Assert.Empty(await ListAsync());
        Assert.Equal("1", (string?)(await PartAsync())["data"]?["refused"]);
    }

    [Fact]
    public async Task Sync_AnnotationThatNamesNoPort_LeavesWhatThereWas()
    {
        PutWeb();
        await SyncAsync();
        var before = await FindAsync(WebId);
        Assert.NotNull(before);

        _cluster.PutService("shop", "web", new Dictionary<string, string>(Registered) { ["toskamesh.io/port"] = "htpp" }, ("http", 80, null));
        await SyncAsync();

        Assert.Equal(before, await FindAsync(WebId));
        Assert.Equal("1", (string?)(await PartAsync())["data"]?["refused"]);
    }

    /// <summary>It has no endpoints any more: what there was has left, and the reason is told.</summary>
    [Fact]
    public async Task Sync_ServiceThatBecameAnExternalName_LeavesAndIsRefused()
    {
        PutWeb();
        await SyncAsync();
        Assert.NotNull(await FindAsync(WebId));

        _cluster.PutExternalName("shop", "web", Registered);
        await SyncAsync();

        Assert.Empty(await ListAsync());
        Assert.Equal("1", (string?)(await PartAsync())["data"]?["refused"]);
    }

    private void PutWeb()
    {
        _cluster.PutService("shop", "web", Registered, ("http", 80, null));
        _cluster.PutSlice("shop", "web-a", "web", ("http", 8080), new FakePod("web-1", "10.0.0.1"));
    }

    private Task<ServiceInstance?> FindAsync(string id) => _mesh.Store.Registry.FindAsync(InstanceId.Parse(id), Cancel);

    private async Task<IReadOnlyList<ServiceInstance>> ListAsync() =>
        [.. await _mesh.Store.Registry.ListImportedAsync(Source, Cancel), .. await _mesh.Store.Registry.ListImportedAsync("consul:dc1", Cancel)];

    private async Task<JsonNode> PartAsync()
    {
        using var response = await _mesh.Anonymous.ReadAsync("health");
        var health = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;
        return health["checks"]!.AsArray().Single(check => (string?)check!["name"] == "kubernetes")!;
    }

    private Task SyncAsync() => _mesh.Services.GetRequiredService<IKubernetesSync>().RunAsync(Cancel);
}
