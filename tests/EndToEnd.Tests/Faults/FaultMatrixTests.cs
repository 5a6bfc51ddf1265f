using System.Net;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Testing;

namespace ToskaMesh.EndToEnd.Tests.Faults;

/// <summary>
/// Each part of the profile <c>local</c> fails under load, with servers that wait for their disks. docs/faults.md says
/// what is promised; the output of these tests is what was observed.
/// </summary>
public sealed class FaultMatrixTests(ITestOutputHelper output)
{
    private const int RequestsMeanwhile = 300;

    // One after the other, and each may wait a second for a document store that says nothing.
    private const int RegistrationsMeanwhile = 10;

    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(10);

    public static MatrixTheoryData<MeshPart, Fault> Faults => new(Enum.GetValues<MeshPart>(), Enum.GetValues<Fault>());

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Part_FailsUnderLoad_NothingAcknowledgedIsLost_AndTheMeshRecovers(MeshPart part, Fault fault)
    {
        var servers = await LocalServers.DurableAsync();
        await using var mesh = await Mesh.StartAsync(await LocalState.CreateAsync(servers));
        await using var one = await Upstream.StartAsync("stable-1");
        await using var two = await Upstream.StartAsync("stable-2");
        await using var newcomer = await Upstream.StartAsync("newcomer-1");
        await RegisterStableAsync(mesh, one, two);
        await using var load = new FaultLoad(mesh, "stable", [one.Id, two.Id]);
        await Eventually.TrueAsync(() => load.Acknowledged.Count >= RegistrationsMeanwhile, "the load runs");
        var before = (await mesh.ReadRouteTableAsync())!.Order();

        await new FaultyParts(mesh, servers).InflictAsync(part, fault, () => LoadGoesOnAsync(load, part));
        var recovery = await Recovery.MeasureAsync(mesh, newcomer);
        var refused = load.Refused;
        await load.StopAsync();

        await AllAcknowledgedAreThereAsync(mesh, load);
        await AllAreRoutedAsync(mesh, load);
        await AllEventsAreAppliedOnceAsync(mesh, load);
        output.WriteLine(
            $"| {part} {fault} | {load.Acknowledged.Count} acknowledged, {refused} not | {load.Requests} requests, {load.FailedRequests.Count} failed | "
            + $"{recovery.Registered.TotalSeconds:F1} / {recovery.Routed.TotalSeconds:F1} / {recovery.Recorded.TotalSeconds:F1} s |");
        Assert.True((await mesh.ReadRouteTableAsync())!.Order() > before, "the published table went on");
        Assert.Equal(0, load.LostInstances);
        if (part is not MeshPart.Gateway)
        {
            Assert.Empty(load.FailedRequests);
        }

        Assert.True(recovery.Whole < RecoveryLimit, $"{recovery} after {part} was {fault}");
    }

    private static async Task RegisterStableAsync(Mesh mesh, params Upstream[] upstreams)
    {
        using var client = mesh.Client();
        foreach (var upstream in upstreams)
        {
            Assert.Equal(HttpStatusCode.OK, await client.RegisterAsync("stable", upstream.Id, upstream.Port, leaseSeconds: 600));
        }

        await mesh.ReachedAsync("stable");
    }

    // Whatever the mesh can still do without the part, it has to have done for a while; nothing else can be waited for.
    private static Task LoadGoesOnAsync(FaultLoad load, MeshPart part)
    {
        var (requests, registrations) = (load.Requests, load.Acknowledged.Count);
        return part switch
        {
            MeshPart.Gateway => Eventually.TrueAsync(() => load.Acknowledged.Count >= registrations + RegistrationsMeanwhile, "registrations go on"),
            MeshPart.PostgreSql or MeshPart.FunctionApp => Eventually.TrueAsync(() => load.Requests >= requests + RequestsMeanwhile, "requests go on"),
            _ => Eventually.TrueAsync(
                () => load.Requests >= requests + RequestsMeanwhile && load.Acknowledged.Count >= registrations + RegistrationsMeanwhile, "requests and registrations go on"),
        };
    }

    private static async Task AllAcknowledgedAreThereAsync(Mesh mesh, FaultLoad load)
    {
        using var client = mesh.Client();
        await Parallel.ForEachAsync(load.Acknowledged.Keys, TestContext.Current.CancellationToken, async (id, _) =>
        {
            using var response = await client.GetAsync($"/api/ServiceDiscovery/instances/{id}");
            Assert.True(response.StatusCode is HttpStatusCode.OK, $"{id}: {response.StatusCode}");
        });
    }

    private static Task AllAreRoutedAsync(Mesh mesh, FaultLoad load) => Eventually.TrueAsync(
        async () =>
        {
            var table = (await mesh.ReadRouteTableAsync())!;
            var routed = table.Services.SelectMany(service => service.Instances).Where(instance => instance.Routed).Select(instance => instance.Id).ToHashSet();
            return load.Acknowledged.Keys.All(routed.Contains)
                && await mesh.MetricAsync("toska_route_table_version") == table.Version;
        },
        "every acknowledged instance is in the table, and the gateway serves that table");

    private static async Task AllEventsAreAppliedOnceAsync(Mesh mesh, FaultLoad load)
    {
        using var client = mesh.Client();
        foreach (var service in load.Acknowledged.GroupBy(pair => pair.Value, pair => pair.Key))
        {
            IReadOnlyDictionary<string, int> applied = new Dictionary<string, int>();
            await Eventually.TrueAsync(
                async () =>
                {
                    applied = await ServiceHistory.RegistrationsAsync(client, service.Key);
                    return service.All(applied.ContainsKey);
                },
                $"every event of {service.Key} is applied");
            Assert.All(applied, pair => Assert.True(pair.Value == 1, $"{pair.Key} was applied {pair.Value} times"));
        }
    }
}
