using System.Net;
using ToskaMesh.EndToEnd.Tests.Running;

namespace ToskaMesh.EndToEnd.Tests.Faults;

public sealed class LostStorageTests
{
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task BlobStorage_LosesAllItHad_TheMeshServesOnAndPublishesANewerTable()
    {
        var state = await LocalState.CreateAsync(await LocalServers.DurableAsync());
        await using var mesh = await Mesh.StartAsync(state);
        await using var stable = await Upstream.StartAsync("stable-1");
        await using var newcomer = await Upstream.StartAsync("newcomer-1");
        using var client = mesh.Client();
        Assert.Equal(HttpStatusCode.OK, await client.RegisterAsync("stable", stable.Id, stable.Port, leaseSeconds: 600));
        await mesh.ReachedAsync("stable");
        var before = (await mesh.ReadRouteTableAsync())!.Order();

        await state.LoseStorageAsync();
        var recovery = await Recovery.MeasureAsync(mesh, newcomer);

        Assert.True((await mesh.ReadRouteTableAsync())!.Order() > before, "the published table went on");
        using var answer = await mesh.GetThroughGatewayAsync("/mesh/stable/");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(recovery.Whole < RecoveryLimit, $"{recovery}");
    }
}
