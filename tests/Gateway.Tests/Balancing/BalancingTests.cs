using ToskaMesh.Gateway.Balancing;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Tests.Balancing;

public sealed class BalancingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<LoadBalancing> Policies => [.. Enum.GetValues<LoadBalancing>()];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Policy_Each_HasAName(LoadBalancing policy) => Assert.NotEmpty(BalancingNames.Of(policy));

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Policy_Any_UsesEveryInstanceButNotTheDrainedOne(LoadBalancing policy)
    {
        await using var a = await Upstream.StartAsync("a");
        await using var b = await Upstream.StartAsync("b");
        await using var drained = await Upstream.StartAsync("c");
        await using var gateway = await TestGateway.ServingAsync(
            Routed.Open("orders", a.Instance(), b.Instance(), drained.Instance(weight: 0)) with { LoadBalancing = policy });

        await using (var load = Load.Start(gateway.Client, "/mesh/orders/"))
        {
            await load.MoreAsync(300);
            Assert.Empty(load.Failures);
        }

        Assert.NotEmpty(a.Received);
        Assert.NotEmpty(b.Received);
        Assert.Empty(drained.Received);
    }

    /// <summary>No request may be lost when a service deregisters and stops once the gateway has noticed.</summary>
    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Policy_Any_LosesNothingWhenAnInstanceDeregistersAndStops(LoadBalancing policy)
    {
        await using var a = await Upstream.StartAsync("a");
        await using var b = await Upstream.StartAsync("b");
        await using var leaving = await Upstream.StartAsync("c");
        var service = Routed.Open("orders", a.Instance(), b.Instance(), leaving.Instance()) with { LoadBalancing = policy };
        await using var gateway = await TestGateway.ServingAsync(service);
        await using var load = Load.Start(
            gateway.Client, () => new HttpRequestMessage(HttpMethod.Post, "/mesh/orders/") { Content = new StringContent("body") });
        await load.MoreAsync(200);

        await gateway.PublishAsync(service with { Instances = [a.Instance(), b.Instance()] });
        await load.MoreAsync(50);
        await leaving.StopAsync();
        await load.MoreAsync(300);
        await load.StopAsync();

        Assert.Empty(load.Failures);
        Assert.NotEmpty(leaving.Received);
    }

    [Fact]
    public async Task Weighted_Always_FollowsTheWeights()
    {
        await using var light = await Upstream.StartAsync("light");
        await using var heavy = await Upstream.StartAsync("heavy");
        await using var gateway = await TestGateway.ServingAsync(
            Routed.Open("orders", light.Instance(weight: 1), heavy.Instance(weight: 9)) with { LoadBalancing = LoadBalancing.Weighted });

        for (var i = 0; i < 500; i++)
        {
            await gateway.GetAsync("/mesh/orders/", Cancellation);
        }

        // 50 expected; six standard deviations are 40.
        Assert.InRange(light.Received.Count, 10, 90);
        Assert.Equal(500, light.Received.Count + heavy.Received.Count);
    }
}
