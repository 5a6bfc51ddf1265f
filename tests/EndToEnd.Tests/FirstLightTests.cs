using System.Net;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Testing;

namespace ToskaMesh.EndToEnd.Tests;

/// <summary>The main job: a service registers and is reached; it dies and traffic goes elsewhere.</summary>
public sealed class FirstLightTests
{
    [Theory]
    [EachProfile]
    public async Task RegisteredService_IsReachedThroughTheGateway(MeshProfile profile)
    {
        await using var mesh = await Mesh.StartAsync(profile);
        await using var upstream = await Upstream.StartAsync("orders-1");
        using var client = mesh.Client();

        Assert.Equal(HttpStatusCode.OK, await client.RegisterAsync("orders", "orders-1", upstream.Port));

        await mesh.ReachedAsync("orders");
        using var response = await mesh.GetThroughGatewayAsync("/mesh/orders/some/path?with=query");
        Assert.Equal("orders-1", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [EachProfile]
    public async Task CallersCredentials_NeverReachTheService(MeshProfile profile)
    {
        await using var mesh = await Mesh.StartAsync(profile);
        await using var upstream = await Upstream.StartAsync("orders-1");
        using var client = mesh.Client();
        await client.RegisterAsync("orders", "orders-1", upstream.Port);
        await mesh.ReachedAsync("orders");

        Assert.DoesNotContain("X-API-Key", upstream.HeaderNames, StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain("Authorization", upstream.HeaderNames, StringComparer.OrdinalIgnoreCase);
        Assert.Contains("X-Correlation-ID", upstream.HeaderNames, StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [EachProfile]
    public async Task ServiceWithoutPolicy_RefusesAnAnonymousCaller(MeshProfile profile)
    {
        await using var mesh = await Mesh.StartAsync(profile);
        await using var upstream = await Upstream.StartAsync("orders-1");
        using var client = mesh.Client();
        await client.RegisterAsync("orders", "orders-1", upstream.Port);
        await mesh.ReachedAsync("orders");

        using var response = await mesh.GetThroughGatewayAsync("/mesh/orders/", key: "tsk_nobody_0123456789012345678901234567890123456789012");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [EachProfile]
    public async Task KilledInstance_LosesItsTrafficAtOnce_AndLeavesTheTableWithItsLease(MeshProfile profile)
    {
        await using var mesh = await Mesh.StartAsync(profile);
        await using var staying = await Upstream.StartAsync("stays");
        var dying = await Upstream.StartAsync("dies");
        using var client = mesh.Client();
        await client.RegisterAsync("orders", "stays", staying.Port, leaseSeconds: 600);
        await client.RegisterAsync("orders", "dies", dying.Port, leaseSeconds: 5);
        await Eventually.TrueAsync(
            async () =>
            {
                using var response = await mesh.GetThroughGatewayAsync("/mesh/orders/");
                return dying.Requests > 0;
            },
            "both instances get traffic");

        await dying.DisposeAsync();

        for (var i = 0; i < 50; i++)
        {
            using var response = await mesh.GetThroughGatewayAsync("/mesh/orders/");
            Assert.Equal("stays", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        // Lease 5 s + 5 s, and room for a busy machine.
        await Eventually.TrueAsync(async () => await mesh.FindRoutedAsync("dies") is null or { Routed: false }, "the dead instance leaves the table", TimeSpan.FromSeconds(15));
    }

    [Theory]
    [EachProfile]
    public async Task MetadataAddress_IsNotRegistered(MeshProfile profile)
    {
        await using var mesh = await Mesh.StartAsync(profile);
        using var client = mesh.Client();

        Assert.Equal(HttpStatusCode.BadRequest, await client.RegisterAsync("evil", "evil-1", 80, host: "169.254.169.254"));
        Assert.Equal(HttpStatusCode.BadRequest, await client.RegisterAsync("evil", "evil-1", 80, host: "::ffff:169.254.169.254"));
    }
}
