using System.Net;
using System.Text;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Clone;
using ToskaMesh.Testing.Kubernetes;
using ToskaMesh.Testing.Processes;

namespace ToskaMesh.EndToEnd.Tests.Delivery;

/// <summary>The environment of the manifests makes a mesh that works, with a database role that may not change the schema.</summary>
public sealed class InstalledMeshTests
{
    [Theory]
    [InlineData("overlays/production")]
    [InlineData("overlays/local")]
    public async Task Overlay_AsItsManifestsSay_AnswersTheWholeTour(string overlay)
    {
        Installed.Require("sh", "curl", "python3", "kubectl");
        await using var mesh = await InstalledMesh.StartAsync(overlay);

        Assert.Equal(0, await mesh.CheckGatewayAsync());
        await using var tour = ChildProcess.Start(
            "sh",
            [Repository.File("tests/tour.sh"), mesh.Functions.AbsoluteUri, mesh.Gateway.AbsoluteUri, mesh.AdminKey],
            new Dictionary<string, string> { ["REGISTRATION"] = "closed", ["METRICS"] = mesh.Metrics.AbsoluteUri.TrimEnd('/') });
        await tour.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(tour.ExitCode == 0, tour.Output);

        if (mesh.Scales)
        {
            // Everything was sent: nothing is left for more instances to do.
            await Eventually.TrueAsync(async () => await mesh.AskStoreAsync("outbox") == 0, "the outbox is empty");
        }

        await mesh.StopGatewayAsync();
        Assert.Equal(1, await mesh.CheckGatewayAsync());
    }

    /// <summary>Without waiting for the tick, which is minutes away: leases are long, and what a request leaves behind is done with it.</summary>
    [Fact]
    public async Task Resting_AsItsManifestsSay_IsAtGatewaysAtOnce_AndTellsWhatHappened()
    {
        Installed.Require("kubectl");
        await using var upstream = await Upstream.StartAsync("web-1");
        await using var mesh = await InstalledMesh.StartAsync("overlays/resting");
        using var http = new HttpClient { DefaultRequestHeaders = { { "X-API-Key", mesh.AdminKey } } };
        using var body = new StringContent(
            $$"""{"serviceName":"web","serviceId":"web-1","address":"127.0.0.1","port":{{upstream.Port}},"leaseSeconds":900}""", Encoding.UTF8, "application/json");

        using var registered = await http.PostAsync(new Uri(mesh.Functions, "/api/ServiceRegistration/register"), body, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, registered.StatusCode);
        await Eventually.TrueAsync(() => IsReachedAsync(http, mesh), "the service is reached", TimeSpan.FromSeconds(20));
        await Eventually.TrueAsync(
            async () => (await http.GetStringAsync(new Uri(mesh.Functions, "/api/ServiceDiscovery/services/web/events"), TestContext.Current.CancellationToken))
                .Contains("toskamesh.service.registered.v1", StringComparison.Ordinal),
            "its registration is in its history",
            TimeSpan.FromSeconds(20));
    }

    /// <summary>With the account that its pods have, at the paths of the manifests, and an API server that is believed by its certificate.</summary>
    [Fact]
    public async Task Services_AsTheirManifestsSay_JoinByThemselves_AndAreReached()
    {
        Installed.Require("kubectl");
        await PodAccount.RequireAsync();
        using var authority = new FakeAuthority();
        await using var cluster = await FakeKubernetes.StartAsync(authority.Issue());
        await using var upstream = await Upstream.StartAsync("web-1");
        cluster.Token = "of-the-pod";
        cluster.PutService("shop", "web", new Dictionary<string, string> { ["toskamesh.io/register"] = "true" }, ("http", 80, null));
        cluster.PutSlice("shop", "web-a", "web", ("http", upstream.Port), new FakePod("web-1", "127.0.0.1"));
        using var account = new PodAccount(cluster.Url, cluster.Token, authority.Pem);

        await using var mesh = await InstalledMesh.StartAsync("overlays/services", account);

        using var http = new HttpClient { DefaultRequestHeaders = { { "X-API-Key", mesh.AdminKey } } };
        await Eventually.TrueAsync(() => IsReachedAsync(http, mesh), "the annotated Service is reached", TimeSpan.FromSeconds(40));
    }

    private static async Task<bool> IsReachedAsync(HttpClient http, InstalledMesh mesh)
    {
        using var response = await http.GetAsync(new Uri(mesh.Gateway, "/mesh/web/"), TestContext.Current.CancellationToken);
        return response.StatusCode == HttpStatusCode.OK;
    }
}
