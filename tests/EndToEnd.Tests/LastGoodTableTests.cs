using System.Net;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;

namespace ToskaMesh.EndToEnd.Tests;

/// <summary>Whatever happens to the control plane or to the published file, the last good table serves.</summary>
public sealed class LastGoodTableTests
{
    [Theory]
    [EachProfile]
    public async Task GatewayRestarted_WhileTheFunctionAppIsStopped_ServesFromItsOwnDisk(MeshProfile profile)
    {
        await using var mesh = await Mesh.StartAsync(profile);
        await using var upstream = await Upstream.StartAsync("orders-1");
        using var client = mesh.Client();
        await client.RegisterAsync("orders", "orders-1", upstream.Port);
        await mesh.ReachedAsync("orders");

        await mesh.StopFunctionsAsync();
        await mesh.StopGatewayAsync();
        await mesh.State.DeleteRouteTableAsync();
        await mesh.StartGatewayAsync();

        using var response = await mesh.GetThroughGatewayAsync("/mesh/orders/");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [EachProfile("empty")]
    [EachProfile("truncated")]
    [EachProfile("older_version")]
    [EachProfile("older_epoch")]
    [EachProfile("invalid")]
    [EachProfile("schema")]
    public async Task DamagedTable_IsRejectedWithItsReason_AndTheNextPublishRepairsIt(MeshProfile profile, string damage)
    {
        await using var mesh = await Mesh.StartAsync(profile, new Dictionary<string, string> { ["Mesh__Tick"] = "01:00:00" });
        await using var upstream = await Upstream.StartAsync("orders-1");
        using var client = mesh.Client();
        await client.RegisterAsync("orders", "orders-1", upstream.Port, leaseSeconds: 600);
        await PublishedAsync(mesh, client, "orders-1");
        await mesh.ReachedAsync("orders");

        await mesh.State.WriteRouteTableAsync(Damage((await mesh.ReadRouteTableAsync())!, damage));

        var reason = damage is "truncated" ? "malformed" : damage;
        await Eventually.TrueAsync(
            async () => await mesh.MetricAsync("toska_route_table_rejected_total", $"reason=\"{reason}\"") >= 1,
            $"the gateway counts a rejection for {reason}");
        using (var response = await mesh.GetThroughGatewayAsync("/mesh/orders/"))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        await client.RegisterAsync("newcomer", "newcomer-1", upstream.Port, leaseSeconds: 600, host: "localhost");
        await PublishedAsync(mesh, client, "newcomer-1");
        await mesh.ReachedAsync("newcomer");
        Assert.NotNull(await mesh.FindRoutedAsync("orders-1"));
    }

    [Theory]
    [EachProfile]
    public async Task DatabaseRecreated_GatewaysFollowTheNewEpochAfterTheGrace(MeshProfile profile)
    {
        await using var mesh = await Mesh.StartAsync(profile);
        await using var before = await Upstream.StartAsync("before");
        await using var after = await Upstream.StartAsync("after");
        using (var client = mesh.Client())
        {
            await client.RegisterAsync("orders", "before", before.Port, leaseSeconds: 600);
        }

        await mesh.ReachedAsync("orders");
        var old = (await mesh.ReadRouteTableAsync())!.Order();
        await mesh.StopFunctionsAsync();
        await mesh.State.EmptyStoreAsync();
        await mesh.StartFunctionsAsync();
        using var reader = mesh.Client();
        await reader.RegisterAsync("orders", "after", after.Port, leaseSeconds: 600);

        // During the grace the old table serves; services that are alive register again meanwhile.
        Assert.Equal(old, (await mesh.ReadRouteTableAsync())!.Order());
        using (var response = await mesh.GetThroughGatewayAsync("/mesh/orders/"))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        await Eventually.TrueAsync(async () => await mesh.FindRoutedAsync("after") is not null, "the new epoch's table is published");
        Assert.True((await mesh.ReadRouteTableAsync())!.Epoch > old.Epoch);
        await Eventually.TrueAsync(
            async () =>
            {
                using var response = await mesh.GetThroughGatewayAsync("/mesh/orders/");
                return await response.Content.ReadAsStringAsync() == "after";
            },
            "the gateway follows");
    }

    // No tick publishes what a request had no time for: then the next write's request does.
    private static Task PublishedAsync(Mesh mesh, MeshClient client, string instance)
    {
        var writes = 0;
        return Eventually.TrueAsync(
            async () =>
            {
                await client.RegisterAsync("other", $"{instance}-other-{++writes}", 10_000 + writes, leaseSeconds: 600);
                return await mesh.FindRoutedAsync(instance) is not null;
            },
            $"{instance} is in the table");
    }

    private static byte[] Damage(RouteTable table, string damage) => damage switch
    {
        "empty" => [],
        "truncated" => RouteTableJson.Serialize(table)[..^40],
        "older_version" => RouteTableJson.Serialize(table with { Version = table.Version - 1, Services = [] }),
        "older_epoch" => RouteTableJson.Serialize(table with { Epoch = table.Epoch - 1, Version = table.Version + 100, Services = [] }),
        "schema" => RouteTableJson.Serialize(table with { SchemaVersion = 99, Version = table.Version + 1 }),
        "invalid" => RouteTableJson.Serialize(table with
        {
            Version = table.Version + 1,
            Services = [.. table.Services, new RoutedService { Name = "not a name", Instances = [] }],
        }),
        _ => throw new ArgumentOutOfRangeException(nameof(damage), damage, "No such damage."),
    };
}
