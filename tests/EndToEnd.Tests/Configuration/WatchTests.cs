using ToskaMesh.Testing;

namespace ToskaMesh.EndToEnd.Tests.Configuration;

/// <summary>A change reaches every instance, which waits for it at the gateway and not in a function.</summary>
public sealed class WatchTests(GreeterFleet fleet) : IClassFixture<GreeterFleet>
{
    [Fact]
    public async Task Change_ReachesAllThatWait_AlsoAfterEitherServerWasKilled()
    {
        await fleet.WriteAsync("one");
        await fleet.AllGreetAsync("one");
        await AllWaitAsync();

        await fleet.WriteAsync("two");

        await fleet.AllGreetAsync("two");
        await AllWaitAsync();
        await fleet.Mesh.Functions!.KillAsync();
        await fleet.Mesh.StartFunctionsAsync();
        await fleet.WriteAsync("three");
        await fleet.AllGreetAsync("three");
        await fleet.Mesh.Gateway!.KillAsync();
        await fleet.WriteAsync("four");
        await fleet.Mesh.StartGatewayAsync();
        await fleet.AllGreetAsync("four");
    }

    [Fact]
    public async Task Version_ThatTheServiceRefuses_LeavesTheOneBefore()
    {
        await fleet.WriteAsync("good");
        await fleet.AllGreetAsync("good");

        var refused = await fleet.WriteAsync("bad", "nack");

        await Eventually.TrueAsync(() => fleet.CountRefusals(refused) == GreeterFleet.Count, $"all refuse it. {fleet.Outputs}");
        Assert.All((await fleet.GreetingsAsync()).Values, text => Assert.Equal("good", text));
        await fleet.WriteAsync("better");
        await fleet.AllGreetAsync("better");
    }

    private Task AllWaitAsync() => Eventually.TrueAsync(
        async () => await fleet.Mesh.MetricAsync("toska_gateway_watches") == GreeterFleet.Count, $"all wait. {fleet.Outputs}");
}
