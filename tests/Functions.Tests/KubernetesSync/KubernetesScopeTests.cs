using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.KubernetesSync;
using ToskaMesh.Testing.Kubernetes;

namespace ToskaMesh.Functions.Tests.KubernetesSync;

/// <summary>Where only some namespaces may join, nothing else is asked for: a Role in each of them is enough.</summary>
public sealed class KubernetesScopeTests
{
    [Fact]
    public async Task Sync_OfNamedNamespaces_AsksForTheseOnly_AndForWhatTheSelectorSays()
    {
        await using var cluster = await FakeKubernetes.StartAsync();
        foreach (var (space, address) in new[] { ("shop", "10.0.0.1"), ("bank", "10.0.0.2"), ("other", "10.0.0.3") })
        {
            cluster.PutService(space, "web", new Dictionary<string, string> { ["toskamesh.io/register"] = "true", ["toskamesh.io/service"] = space }, ("http", 80, null));
            cluster.PutSlice(space, "web-a", "web", ("http", 8080), new FakePod("web-1", address));
        }

        await using var mesh = await ControlPlaneUnderTest.StartAsync(
            null,
            $"--Mesh:Kubernetes:Api={cluster.Url}", "--Mesh:Kubernetes:Import=true", "--Mesh:Kubernetes:Namespaces=shop, bank", "--Mesh:Kubernetes:Selector=team=a",
            "--AzureWebJobs.SyncKubernetesServices.Disabled=true", "--Logging:LogLevel:Default=Error");
        cluster.Token = null;

        await mesh.Services.GetRequiredService<IKubernetesSync>().RunAsync(TestContext.Current.CancellationToken);

        var imported = await mesh.Store.Registry.ListImportedAsync("kubernetes:default", TestContext.Current.CancellationToken);
        Assert.Equal(["bank", "shop"], imported.Select(instance => instance.ServiceName.Value).Order(StringComparer.Ordinal));
        Assert.All(cluster.Requests, request => Assert.Matches("/namespaces/(shop|bank)/", request));
        Assert.All(
            cluster.Requests.Where(request => request.Contains("/services", StringComparison.Ordinal)),
            request => Assert.Contains("labelSelector=team%3Da", request, StringComparison.Ordinal));
    }
}
