using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Testing;

namespace ToskaMesh.EndToEnd.Tests;

/// <summary>What was answered with 2xx survives kill -9 of the function app.</summary>
public sealed class DurabilityTests
{
    private const int Registrations = 1000;
    private const int InFlight = 32;

    [Theory]
    [EachProfile(100)]
    [EachProfile(500)]
    [EachProfile(900)]
    public async Task KilledDuringRegistrations_EveryAcknowledgedOneIsThereAndInTheTable(MeshProfile profile, int killAfter)
    {
        await using var mesh = await Mesh.StartAsync(profile);
        using var client = mesh.Client();
        var acknowledged = new ConcurrentBag<string>();

        await Task.WhenAll(RegisterAllAsync(client, acknowledged), KillAfterAsync(mesh, acknowledged, killAfter));

        Assert.InRange(acknowledged.Count, killAfter, Registrations);
        await mesh.StartFunctionsAsync();
        using var reader = mesh.Client();
        foreach (var id in acknowledged)
        {
            using var response = await reader.GetAsync($"/api/ServiceDiscovery/instances/{id}");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        // Some were committed and never published before the kill: the table catches up without another write.
        await Eventually.TrueAsync(async () => await MissingAsync(mesh, acknowledged) == 0, "the table has every acknowledged instance");
    }

    private static async Task<int> MissingAsync(Mesh mesh, IEnumerable<string> ids)
    {
        var table = await mesh.ReadRouteTableAsync();
        var routed = table?.Services.SelectMany(service => service.Instances).Select(instance => instance.Id).ToHashSet() ?? [];
        return ids.Count(id => !routed.Contains(id));
    }

    private static async Task KillAfterAsync(Mesh mesh, ConcurrentBag<string> acknowledged, int count)
    {
        await Eventually.TrueAsync(() => acknowledged.Count >= count, $"{count} registrations are acknowledged", TimeSpan.FromSeconds(60));
        await mesh.Functions!.KillAsync();
    }

    private static Task RegisterAllAsync(MeshClient client, ConcurrentBag<string> acknowledged) => Parallel.ForEachAsync(
        Enumerable.Range(0, Registrations),
        new ParallelOptions { MaxDegreeOfParallelism = InFlight },
        async (i, _) =>
        {
            try
            {
                var id = $"instance-{i}";
                if (await client.RegisterAsync($"service-{i % 20}", id, 10_000 + i, leaseSeconds: 600) is HttpStatusCode.OK)
                {
                    acknowledged.Add(id);
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or SocketException)
            {
                // Killed before it answered: nothing was promised. A connection that ends as it begins is a plain SocketException.
            }
        });
}
