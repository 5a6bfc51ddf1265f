using System.Net;
using System.Text.Json.Nodes;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;

namespace ToskaMesh.EndToEnd.Tests;

/// <summary>What flows back from a gateway.</summary>
public sealed class ObservationTests
{
    [Theory]
    [EachProfile]
    public async Task KilledInstance_UnderTraffic_IsReportedByTheGateway_AndKeepsItsHealth(MeshProfile profile)
    {
        await using var mesh = await Mesh.StartAsync(profile);
        await using var staying = await Upstream.StartAsync("stays");
        var dying = await Upstream.StartAsync("dies");
        using var client = mesh.Client();
        await client.RegisterAsync("orders", "stays", staying.Port, leaseSeconds: 600);
        await client.RegisterAsync("orders", "dies", dying.Port, leaseSeconds: 600);
        await Eventually.TrueAsync(
            async () =>
            {
                using var response = await mesh.GetThroughGatewayAsync("/mesh/orders/");
                return dying.Requests > 0;
            },
            "both instances get traffic");

        await dying.DisposeAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                using var response = await mesh.GetThroughGatewayAsync("/mesh/orders/");
                return await mesh.MetricAsync("toska_gateway_ejections_total") >= 1;
            },
            "the gateway ejects it");

        await Eventually.TrueAsync(
            () => mesh.Functions!.Output.Contains($"Gateway {Mesh.GatewayId} saw dies of orders Ejected", StringComparison.Ordinal),
            $"the observation arrives. Gateway:\n{mesh.Gateway?.Output}");
        Assert.Equal("Unknown", (string?)(await ReadAsync(client, "/api/ServiceDiscovery/instances/dies"))["status"]);
        Assert.DoesNotContain("does not take reports", mesh.Gateway!.Output, StringComparison.Ordinal);
    }

    [Theory]
    [EachProfile]
    public async Task RejectedTable_ShowsWithItsReason_UntilTheNextIsApplied(MeshProfile profile)
    {
        await using var mesh = await Mesh.StartAsync(profile, new Dictionary<string, string> { ["Mesh__Tick"] = "01:00:00" });
        await using var upstream = await Upstream.StartAsync("orders-1");
        using var client = mesh.Client();
        await client.RegisterAsync("orders", "orders-1", upstream.Port, leaseSeconds: 600);
        await mesh.ReachedAsync("orders");
        await Eventually.TrueAsync(async () => await TableAsync(client) is { } table && table["applied"] is not null, "the applied table shows");
        var served = (long)(await TableAsync(client))!["applied"]!["version"]!;

        await mesh.State.WriteRouteTableAsync("{}"u8.ToArray());
        await Eventually.TrueAsync(async () => (string?)(await TableAsync(client))?["rejected"]?["reason"] == "malformed", "the rejection shows");
        Assert.NotEmpty((await TableAsync(client))!["rejected"]!["errors"]!.AsArray());

        // A write whose request had no time left to publish leaves it to the next, since no tick comes.
        var writes = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                await client.RegisterAsync("other", $"other-{++writes}", 10_000 + writes, leaseSeconds: 600);
                return await TableAsync(client) is { } table && table["rejected"] is null && (long)table["applied"]!["version"]! > served;
            },
            "the next table shows as applied");
    }

    private static async Task<JsonNode?> TableAsync(MeshClient client) =>
        (await GatewayAsync(client))?["documents"]?.AsArray().SingleOrDefault(document => (string?)document!["name"] == DocumentNames.RouteTable);

    private static async Task<JsonNode?> GatewayAsync(MeshClient client) =>
        (await ReadAsync(client, "/api/Status/gateways")).AsArray().SingleOrDefault(gateway => (string?)gateway!["id"] == Mesh.GatewayId);

    private static async Task<JsonNode> ReadAsync(MeshClient client, string path)
    {
        using var response = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }
}
