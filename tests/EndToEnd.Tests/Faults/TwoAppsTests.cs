using System.Net;
using System.Text.Json.Nodes;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Testing;

namespace ToskaMesh.EndToEnd.Tests.Faults;

/// <summary>Two function apps, each with its gateway, on one PostgreSQL, RabbitMQ and Azurite.</summary>
public sealed class TwoAppsTests
{
    // The lease of a timer, and the pause between two looks at it.
    private static readonly TimeSpan TakeOver = TimeSpan.FromSeconds(15 + 7.5);

    [Fact]
    public async Task Timer_RunsInOneApp_AndMovesWhenThatIsKilled()
    {
        var state = await LocalState.CreateAsync(await LocalServers.SharedAsync());
        await using var first = await Mesh.StartAsync(state);
        await using var second = await Mesh.StartAsync(state);
        await Eventually.TrueAsync(() => StandsBy(first) != StandsBy(second), "one stands by");
        var (runs, standsBy) = StandsBy(second) ? (first, second) : (second, first);
        using var client = standsBy.Client();
        await client.RegisterAsync("orders", "stays", 10_001, leaseSeconds: 600);
        await client.RegisterAsync("orders", "goes", 10_002, leaseSeconds: 5);

        await runs.Functions!.KillAsync();

        await Eventually.TrueAsync(
            async () => await standsBy.FindRoutedAsync("goes") is null or { Routed: false },
            "the timer of the other one expires the instance",
            TakeOver + TimeSpan.FromSeconds(15));
        Assert.True(await standsBy.FindRoutedAsync("stays") is { Routed: true });
    }

    [Fact]
    public async Task Registrations_AtBothApps_EndInTheNewestTable_AndEachEventIsAppliedOnceByOneOfThem()
    {
        const int each = 150;
        var servers = await LocalServers.SharedAsync();
        var state = await LocalState.CreateAsync(servers);
        await using var first = await Mesh.StartAsync(state);
        await using var second = await Mesh.StartAsync(state);

        await Eventually.TrueAsync(async () => await ConsumersAsync(servers, state) == 2, "both apps consume events");

        await Task.WhenAll(RegisterAsync(first, "first", each), RegisterAsync(second, "second", each));

        await Eventually.TrueAsync(async () => (await RoutedAsync(first)).Count == 2 * each, "the table has the instances of both");
        await Eventually.TrueAsync(
            async () => await first.MetricAsync("toska_route_table_version") == (await first.ReadRouteTableAsync())!.Version
                && await second.MetricAsync("toska_route_table_version") == (await first.ReadRouteTableAsync())!.Version,
            "both gateways serve the newest table");
        foreach (var service in new[] { "first", "second" })
        {
            using var client = first.Client();
            IReadOnlyDictionary<string, int> applied = new Dictionary<string, int>();
            await Eventually.TrueAsync(async () => (applied = await ServiceHistory.RegistrationsAsync(client, service)).Count == each, $"every event of {service} is applied");
            Assert.All(applied, pair => Assert.Equal(1, pair.Value));
        }

    }

    [Fact]
    public async Task App_KilledUnderLoad_LeavesItsMessagesToTheOther()
    {
        var state = await LocalState.CreateAsync(await LocalServers.SharedAsync());
        await using var first = await Mesh.StartAsync(state);
        await using var second = await Mesh.StartAsync(state);
        var registrations = RegisterAsync(second, "orders", 150);
        using var client = second.Client();
        await Eventually.TrueAsync(async () => (await ServiceHistory.RegistrationsAsync(client, "orders")).Count > 20, "events are applied");

        await first.Functions!.KillAsync();
        await registrations;

        IReadOnlyDictionary<string, int> applied = new Dictionary<string, int>();
        await Eventually.TrueAsync(
            async () => (applied = await ServiceHistory.RegistrationsAsync(client, "orders")).Count == 150, "every event is applied");
        Assert.All(applied, pair => Assert.Equal(1, pair.Value));
    }

    private static bool StandsBy(Mesh mesh) => mesh.Functions!.Output.Contains("this one stands by", StringComparison.Ordinal);

    private static async Task RegisterAsync(Mesh mesh, string service, int count)
    {
        using var client = mesh.Client();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (number, _) => Assert.Equal(
                HttpStatusCode.OK, await client.RegisterAsync(service, $"{service}-{number}", 10_000 + number, leaseSeconds: 600, host: service is "first" ? "127.0.0.1" : "localhost")));
    }

    private static async Task<HashSet<string>> RoutedAsync(Mesh mesh) =>
        [.. (await mesh.ReadRouteTableAsync())?.Services.SelectMany(service => service.Instances).Select(instance => instance.Id) ?? []];

    // Of the queue of service events, among which the broker deals messages out in turn.
    private static async Task<int> ConsumersAsync(LocalServers servers, LocalState state)
    {
        var virtualHost = new Uri(state.Settings["Mesh__RabbitMQ"]).AbsolutePath.Trim('/');
        var queue = JsonNode.Parse(await servers.RabbitMq.Management.GetStringAsync($"/api/queues/{virtualHost}/toskamesh.service-history"))!;
        return queue["consumer_details"]!.AsArray().Count(consumer => (bool)consumer!["active"]!);
    }
}
