using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Clone;
using ToskaMesh.Testing.Processes;

namespace ToskaMesh.EndToEnd.Tests.Delivery;

/// <summary>The environment of the manifests makes a mesh that works, with a database role that may not change the schema.</summary>
public sealed class InstalledMeshTests
{
    [Fact]
    public async Task Production_AsItsManifestsSay_AnswersTheWholeTour()
    {
        Installed.Require("sh", "curl", "python3", "kubectl");
        await using var mesh = await InstalledMesh.StartAsync("overlays/production");

        Assert.Equal(0, await mesh.CheckGatewayAsync());
        await using var tour = ChildProcess.Start(
            "sh",
            [Repository.File("tests/tour.sh"), mesh.Functions.AbsoluteUri, mesh.Gateway.AbsoluteUri, mesh.AdminKey],
            new Dictionary<string, string> { ["REGISTRATION"] = "closed" });
        await tour.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(tour.ExitCode == 0, tour.Output);

        // Everything was sent: nothing is left for more instances to do.
        await Eventually.TrueAsync(async () => await mesh.AskStoreAsync("outbox") == 0, "the outbox is empty");

        await mesh.StopGatewayAsync();
        Assert.Equal(1, await mesh.CheckGatewayAsync());
    }
}
