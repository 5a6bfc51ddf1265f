using System.Net;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Consul;

namespace ToskaMesh.EndToEnd.Tests;

public sealed class ConsulTests
{
    [Theory]
    [EachProfile]
    public async Task BothDirections_AlsoAfterConsulWasAway_Work(MeshProfile profile)
    {
        var consul = await FakeConsul.StartAsync(TimeProvider.System);
        await using var upstream = await Upstream.StartAsync("web-1");
        consul.Put(new ConsulInstance("web", "web-1", "127.0.0.1", upstream.Port) { Node = "elsewhere" }.With("passing"));
        await using var mesh = await Mesh.StartAsync(profile, new Dictionary<string, string>
        {
            ["Mesh__Consul__Address"] = consul.Url.ToString(),
            ["Mesh__Consul__Import"] = "true",
            ["Mesh__Consul__Export"] = "true",
        });
        using var client = mesh.Client();
        await client.RegisterAsync("orders", "orders-1", 9, leaseSeconds: 600);
        await mesh.ReachedAsync("web");
        await Eventually.TrueAsync(() => IsExported(consul), "orders-1 is in Consul");

        await consul.DisposeAsync();
        await Eventually.TrueAsync(async () => (await HealthAsync(mesh)).Contains("Consul cannot be reached", StringComparison.Ordinal), "the mesh notices");
        using (var response = await mesh.GetThroughGatewayAsync("/mesh/web/"))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        // It comes back with nothing of what it knew.
        await using var again = await FakeConsul.StartAsync(TimeProvider.System, consul.Url.Port);
        await Eventually.TrueAsync(() => IsExported(again), "orders-1 is in Consul again");
        using var after = await mesh.GetThroughGatewayAsync("/mesh/web/");
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    private static bool IsExported(FakeConsul consul) =>
        consul.OfAgent().Any(instance => instance.Id.EndsWith("-orders-1", StringComparison.Ordinal) && instance.Meta["toskamesh-id"] == "orders-1");

    private static async Task<string> HealthAsync(Mesh mesh)
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(mesh.FunctionsAddress, "health"), TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
