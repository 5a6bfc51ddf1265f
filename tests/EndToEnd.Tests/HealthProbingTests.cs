using System.Net;
using System.Text.Json.Nodes;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Testing;

namespace ToskaMesh.EndToEnd.Tests;

/// <summary>What probes of the control plane, or of the gateways, do to traffic.</summary>
public sealed class HealthProbingTests
{
    private static readonly object Check = new
    {
        type = "http",
        endpoint = "/health",
        interval = "00:00:01",
        timeout = "00:00:00.5",
        healthyThreshold = 2,
        unhealthyThreshold = 2,
    };

    [Theory]
    [EachProfile]
    public async Task OneOfThreeThatFails_LeavesTheTable_AndComesBack(MeshProfile profile)
    {
        await using var mesh = await Mesh.StartAsync(profile);
        await using var fleet = await StartFleetAsync(mesh, 3);

        fleet.Instances[0].IsWell = false;

        await Eventually.TrueAsync(async () => !await IsRoutedAsync(mesh, "orders-0"), $"it leaves the table. Functions:\n{mesh.Functions?.Output}");
        var failed = await fleet.StatusAsync("orders-0");
        Assert.Equal(("Unhealthy", "answered 503", false), ((string?)failed["status"], (string?)failed["message"], (bool)failed["protected"]!));
        Assert.True(await IsRoutedAsync(mesh, "orders-1"));
        fleet.Instances[0].IsWell = true;
        await Eventually.TrueAsync(() => IsRoutedAsync(mesh, "orders-0"), "it comes back");
        var history = await fleet.ReadAsync("/api/Status/orders/history");
        await Eventually.TrueAsync(
            async () => (history = await fleet.ReadAsync("/api/Status/orders/history")).AsArray().Count(told => (string?)told!["serviceId"] == "orders-0") >= 3,
            "its history is told");
        Assert.Equal(
            ["Healthy", "Unhealthy", "Healthy"],
            history.AsArray().Where(told => (string?)told!["serviceId"] == "orders-0").Take(3).Select(told => (string?)told!["status"]));
    }

    [Theory]
    [EachProfile]
    public async Task AllOfThreeThatFailAtOnce_AreProtected_AndStillServe(MeshProfile profile)
    {
        await using var mesh = await Mesh.StartAsync(profile);
        await using var fleet = await StartFleetAsync(mesh, 3);

        fleet.Instances.ForEach(instance => instance.IsWell = false);

        await Eventually.TrueAsync(
            async () => (await fleet.ReadAsync("/api/Status/orders")).AsArray().All(
                status => (string?)status!["status"] == "Unhealthy" && (bool)status["protected"]! && (bool)status["routed"]!),
            $"all are critical and protected. Functions:\n{mesh.Functions?.Output}");
        await Eventually.TrueAsync(
            async () => await mesh.ReadRouteTableAsync() is { } table && table.Services.Single().Protected, "gateways are told");
        using var response = await mesh.GetThroughGatewayAsync("/mesh/orders/");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [EachProfile]
    public async Task TheOnlyInstance_ThatFails_Is503(MeshProfile profile)
    {
        await using var mesh = await Mesh.StartAsync(profile);
        await using var fleet = await StartFleetAsync(mesh, 1);

        fleet.Instances[0].IsWell = false;

        await Eventually.TrueAsync(
            async () =>
            {
                using var response = await mesh.GetThroughGatewayAsync("/mesh/orders/");
                return response.StatusCode is HttpStatusCode.ServiceUnavailable;
            },
            $"the gateway says so. Functions:\n{mesh.Functions?.Output}");
    }

    [Theory]
    [EachProfile]
    public async Task Probing_AfterTheFunctionAppWasKilled_GoesOn(MeshProfile profile)
    {
        await using var mesh = await Mesh.StartAsync(profile);
        await using var fleet = await StartFleetAsync(mesh, 2);
        await mesh.Functions!.KillAsync();
        fleet.Instances[0].IsWell = false;

        await mesh.StartFunctionsAsync();

        await Eventually.TrueAsync(async () => !await IsRoutedAsync(mesh, "orders-0"), $"it leaves the table. Functions:\n{mesh.Functions?.Output}", TimeSpan.FromSeconds(60));
    }

    [Theory]
    [EachProfile]
    public async Task WhereGatewaysProbe_WhatTheyFindMakesTheControlPlaneLook(MeshProfile profile)
    {
        await using var mesh = await Mesh.StartAsync(profile, new Dictionary<string, string> { ["Mesh__Health__Prober"] = "gateway" });
        await using var fleet = await StartFleetAsync(mesh, 3);

        fleet.Instances[0].IsWell = false;

        await Eventually.TrueAsync(async () => !await IsRoutedAsync(mesh, "orders-0"), $"it leaves the table. Functions:\n{mesh.Functions?.Output}");
        fleet.Instances[0].IsWell = true;
        await Eventually.TrueAsync(() => IsRoutedAsync(mesh, "orders-0"), $"it comes back. Functions:\n{mesh.Functions?.Output}");
    }

    private static async Task<bool> IsRoutedAsync(Mesh mesh, string id) => await mesh.FindRoutedAsync(id) is { Routed: true };

    private static async Task<Fleet> StartFleetAsync(Mesh mesh, int count)
    {
        var fleet = new Fleet(mesh.Client());
        for (var i = 0; i < count; i++)
        {
            var instance = await Upstream.StartAsync($"orders-{i}");
            fleet.Instances.Add(instance);
            Assert.Equal(
                HttpStatusCode.OK,
                await fleet.Client.RegisterAsync("orders", instance.Id, instance.Port, 3600, new { access = "anonymous" }, healthCheck: Check));
        }

        await Eventually.TrueAsync(
            async () => (await fleet.ReadAsync("/api/Status/orders")).AsArray().All(status => (string?)status!["status"] == "Healthy"),
            $"all are probed. Functions:\n{mesh.Functions?.Output}");
        await mesh.ReachedAsync("orders");
        return fleet;
    }

    private sealed class Fleet(MeshClient client) : IAsyncDisposable
    {
        public MeshClient Client => client;

        public List<Upstream> Instances { get; } = [];

        public async Task<JsonNode> ReadAsync(string path)
        {
            using var response = await client.GetAsync(path);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(response.StatusCode is HttpStatusCode.OK, text);
            return JsonNode.Parse(text)!;
        }

        public async Task<JsonNode> StatusAsync(string id) =>
            (await ReadAsync("/api/Status/orders")).AsArray().Single(status => (string?)status!["serviceId"] == id)!;

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            foreach (var instance in Instances)
            {
                await instance.DisposeAsync();
            }
        }
    }
}
