using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Testing;

namespace ToskaMesh.EndToEnd.Tests;

/// <summary>A service that says goodbye, serves one second more and stops loses nobody's request.</summary>
public sealed class GracefulDepartureTests
{
    [Theory]
    [EachProfile("roundRobin")]
    [EachProfile("powerOfTwoChoices")]
    [EachProfile("leastRequests")]
    [EachProfile("random")]
    [EachProfile("weighted")]
    public async Task Departure_UnderLoad_LosesNoRequest(MeshProfile profile, string policy)
    {
        await using var mesh = await Mesh.StartAsync(profile);
        await using var staying = await Upstream.StartAsync("stays");
        await using var leaving = await Upstream.StartAsync("leaves");
        using var client = mesh.Client();
        await client.RegisterAsync("orders", "stays", staying.Port, routing: new { loadBalancing = policy });
        await client.RegisterAsync("orders", "leaves", leaving.Port);
        await mesh.ReachedAsync("orders");
        await using var load = new Load(mesh, "orders");
        await Eventually.TrueAsync(() => leaving.Requests > 100, "the leaving instance is under load");

        await client.DeregisterAsync("leaves");
        await ServeOneSecondMoreAsync();
        await leaving.StopAsync();
        var answeredAtStop = load.Answers;
        await Eventually.TrueAsync(() => load.Answers > answeredAtStop + 200, "the load goes on after the stop");

        Assert.Empty(await load.StopAsync());
    }

    private static async Task ServeOneSecondMoreAsync()
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        await second.WaitForNextTickAsync();
    }
}
