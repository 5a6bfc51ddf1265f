using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.KubernetesSync;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Kubernetes;

namespace ToskaMesh.Functions.Tests.KubernetesSync;

/// <summary>The way that a pod goes: address from the environment, https by the cluster's authority, a token that is replaced.</summary>
public sealed class ServiceAccountTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _account = new();
    private readonly FakeAuthority _authority = new();
    private FakeKubernetes _cluster = null!;
    private ControlPlaneUnderTest? _mesh;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await WriteAsync("ca.crt", _authority.Pem);
        await WriteAsync("token", "first\n");
    }

    public async ValueTask DisposeAsync()
    {
        if (_mesh is not null)
        {
            await _mesh.DisposeAsync();
            await _cluster.DisposeAsync();
        }

        _authority.Dispose();
        _account.Dispose();
    }

    [Fact]
    public async Task Sync_WithTheAccountOfThePod_Imports()
    {
        await StartAsync("127.0.0.1");

        Assert.Equal("healthy", await SyncAsync());

        Assert.Single(await _mesh!.Store.Registry.ListImportedAsync("kubernetes:default", Cancel));
    }

    [Fact]
    public async Task Sync_AfterTheTokenWasReplaced_TakesTheNewOne()
    {
        await StartAsync("127.0.0.1");
        Assert.Equal("healthy", await SyncAsync());

        await WriteAsync("token", "second");
        _cluster.Token = "second";

        Assert.Equal("healthy", await SyncAsync());
    }

    /// <summary>And it is told nothing, the token least of all.</summary>
    [Fact]
    public async Task Sync_ServerOfAnotherAuthority_IsNotBelieved()
    {
        using var another = new FakeAuthority();
        await WriteAsync("ca.crt", another.Pem);
        await StartAsync("127.0.0.1");

        Assert.Contains("cannot be reached", await SyncAsync(), StringComparison.Ordinal);

        Assert.Empty(_cluster.Requests);
    }

    [Fact]
    public async Task Sync_ServerWhoseCertificateIsForAnotherAddress_IsNotBelieved()
    {
        await StartAsync("127.0.0.2");

        Assert.Contains("cannot be reached", await SyncAsync(), StringComparison.Ordinal);

        Assert.Empty(_cluster.Requests);
    }

    /// <summary>Each pod is told the address; only those of components/services have a token.</summary>
    [Fact]
    public async Task Sync_WithoutAToken_SaysThatThereIsNoAccount_AndRecoversWithOne()
    {
        File.Delete(Path.Combine(_account.Path, "token"));
        await StartAsync("127.0.0.1");
        Assert.Contains("No service account", await SyncAsync(), StringComparison.Ordinal);

        await WriteAsync("token", "first");

        Assert.Equal("healthy", await SyncAsync());
    }

    /// <summary>An API server elsewhere without authorities of its own: the system's count, and this is none of them.</summary>
    [Fact]
    public async Task Sync_ServerOfNoAuthorityOfTheSystem_IsNotBelieved()
    {
        await StartAsync("127.0.0.1", "--Mesh:Kubernetes:Api={0}", $"--Mesh:Kubernetes:TokenFile={Path.Combine(_account.Path, "token")}");

        Assert.Contains("cannot be reached", await SyncAsync(), StringComparison.Ordinal);

        Assert.Empty(_cluster.Requests);
    }

    [Theory]
    [InlineData("fd00::1", "https://[fd00::1]:6443/")]
    [InlineData("10.96.0.1", "https://10.96.0.1:6443/")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Address_IsThatOfTheVariables(string? host, string? expected) =>
        Assert.Equal(expected, new ServiceAccount(host, "6443", _account.Path).Api?.AbsoluteUri);

    /// <param name="address">In the server's certificate.</param>
    /// <param name="settings">In which {0} is the server's address.</param>
    private async Task StartAsync(string address, params string[] settings)
    {
        _cluster = await FakeKubernetes.StartAsync(_authority.Issue(address));
        _cluster.Token = "first";
        _cluster.PutService("shop", "web", new Dictionary<string, string> { ["toskamesh.io/register"] = "true" }, ("http", 80, null));
        _cluster.PutSlice("shop", "web-a", "web", ("http", 8080), new FakePod("web-1", "10.0.0.1"));
        var account = new ServiceAccount(_cluster.Url.Host, $"{_cluster.Url.Port}", _account.Path);
        _mesh = await ControlPlaneUnderTest.StartAsync(
            services => services.AddSingleton(account),
            [
                "--Mesh:Kubernetes:Import=true", "--Mesh:Kubernetes:Namespaces=*", "--AzureWebJobs.SyncKubernetesServices.Disabled=true", "--Logging:LogLevel:Default=Error",
                .. settings.Select(setting => setting.Replace("{0}", _cluster.Url.AbsoluteUri, StringComparison.Ordinal)),
            ]);
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(_account.Path, name), text, Cancel);

    /// <returns>Why it failed, or "healthy".</returns>
    private async Task<string> SyncAsync()
    {
        var importer = _mesh!.Services.GetRequiredService<KubernetesImporter>();
        await importer.RunAsync(Cancel);
        return importer.State.Reason ?? "healthy";
    }
}
