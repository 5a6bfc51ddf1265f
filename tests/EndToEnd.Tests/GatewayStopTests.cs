using System.Net;
using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Testing;

namespace ToskaMesh.EndToEnd.Tests;

/// <summary>SIGTERM: what was accepted is answered.</summary>
public sealed class GatewayStopTests
{
    [Theory]
    [EachProfile]
    public async Task Gateway_Terminated_AnswersEveryRequestInFlight(MeshProfile profile)
    {
        await using var mesh = await Mesh.StartAsync(profile);
        await using var upstream = await Upstream.StartAsync("slow", TimeSpan.FromSeconds(2));
        using var client = mesh.Client();
        await client.RegisterAsync("slow", "slow", upstream.Port);
        await mesh.ReachedAsync("slow");
        var before = upstream.Requests;

        var requests = Enumerable.Range(0, 50).Select(_ => mesh.GetThroughGatewayAsync("/mesh/slow/")).ToList();
        await Eventually.TrueAsync(() => upstream.Requests == before + 50, "all requests are in flight");
        var stop = mesh.StopGatewayAsync();
        var responses = await Task.WhenAll(requests);
        await stop;

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Equal(0, mesh.Gateway!.ExitCode);
    }

    [Theory]
    [EachProfile]
    public async Task FunctionApp_Terminated_EndsByItselfAndKeepsWhatItAcknowledged(MeshProfile profile)
    {
        await using var mesh = await Mesh.StartAsync(profile);
        using (var client = mesh.Client())
        {
            await client.RegisterAsync("orders", "orders-1", 9, leaseSeconds: 600);
        }

        await mesh.StopFunctionsAsync();
        Assert.Equal(0, mesh.Functions!.ExitCode);
        await mesh.StartFunctionsAsync();

        using var reader = mesh.Client();
        using var response = await reader.GetAsync("/api/ServiceDiscovery/instances/orders-1");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
