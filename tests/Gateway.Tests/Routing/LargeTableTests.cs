using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Tests.Routing;

public sealed class LargeTableTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LargeTable_AppliedAndChangedUnderTraffic_FailsNoRequest()
    {
        await using var upstream = await Upstream.StartAsync();
        var orders = Routed.Open("orders", upstream.Instance());
        await using var gateway = await TestGateway.ServingAsync(orders);
        await using var load = Load.Start(gateway.Client, "/mesh/orders/", callers: 2);
        var many = Enumerable.Range(0, 2_000).Select(service => Routed.Open($"s{service}", [.. Enumerable.Range(0, 10).Select(i => Instance(service, i))])).ToArray();

        await gateway.PublishAsync([orders, .. many]);
        many[7] = many[7] with { Instances = [upstream.Instance() with { Id = "moved" }] };
        await gateway.PublishAsync([orders, .. many]);
        Assert.Equal("i1", (await gateway.GetAsync("/mesh/s7/", Cancellation)).Body);
        await gateway.PublishAsync(orders);
        await load.StopAsync();

        Assert.Empty(load.Failures);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await gateway.GetAsync("/mesh/s7/", Cancellation)).Status);
    }

    private static RoutedInstance Instance(int service, int index) =>
        new() { Id = $"s{service}-{index}", Address = $"10.{service >> 8}.{service & 255}.{index + 1}", Port = 80, Routed = true };
}
