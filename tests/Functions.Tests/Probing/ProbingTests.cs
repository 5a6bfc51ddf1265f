using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Probing;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Probing;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Tests.Probing;

public sealed class ProbingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ControlPlane_ProbesByTheRulesOfRegistrations()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var target = Target("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);
        await using var open = await ControlPlaneUnderTest.StartAsync();
        await using var narrow = await ControlPlaneUnderTest.StartAsync(null, "--Mesh:AllowedNetworks=10.0.0.0/8");

        Assert.Equal(HealthStatus.Healthy, (await Prober(open).ProbeAsync(target, Cancel)).Status);
        Assert.Contains("the mesh itself", (await Prober(open).ProbeAsync(Target("127.0.0.1", 8080), Cancel)).Output, StringComparison.Ordinal);
        Assert.Contains("never dials", (await Prober(open).ProbeAsync(Target("169.254.169.254", 80), Cancel)).Output, StringComparison.Ordinal);
        Assert.Contains("Mesh:AllowedNetworks", (await Prober(narrow).ProbeAsync(target, Cancel)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("active")]
    [InlineData("resting")]
    public async Task Prober_ThatNobodyChose_IsTheDefaultOfTheMode(string mode)
    {
        await using var mesh = await ControlPlaneUnderTest.StartAsync(null, $"--Mesh:Mode={mode}");

        Assert.Equal(ProberChoice.Default(mode == "resting"), mesh.Services.GetRequiredService<IOptions<PublishOptions>>().Value.Prober);
    }

    [Fact]
    public async Task Prober_ThatWasChosen_ReachesPublishing()
    {
        await using var mesh = await ControlPlaneUnderTest.StartAsync(null, "--Mesh:Health:Prober=gateway");

        Assert.Equal(HealthProber.Gateway, mesh.Services.GetRequiredService<IOptions<PublishOptions>>().Value.Prober);
    }

    [Fact]
    public void Validate_EveryFault_IsNamed()
    {
        var validator = new HealthOptionsValidator(Options.Create(new MeshOptions { Mode = MeshMode.Resting }));

        var result = validator.Validate(null, new HealthOptions { Prober = HealthProber.Functions, CaFile = "/nowhere.pem", MaxProbes = 0, MaxProbesOfService = 100_001 });

        Assert.Equal(
            ["Mesh:Health:CaFile", "Mesh:Health:MaxProbes", "Mesh:Health:MaxProbesOfService", "Mesh:Health:Prober"],
            result.Failures!.Select(failure => failure.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    private static InstanceProber Prober(ControlPlaneUnderTest mesh) => mesh.Services.GetRequiredService<InstanceProber>();

    private static ProbeTarget Target(string address, int port) =>
        new(ServiceAddress.Parse(address), port, InstanceScheme.Http, new HealthCheck { Type = HealthCheckType.Tcp });
}
