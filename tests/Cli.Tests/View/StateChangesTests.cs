using ToskaMesh.Cli.Launch;
using ToskaMesh.Cli.View;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Cli.Tests.View;

public sealed class StateChangesTests
{
    [Fact]
    public void Between_NothingNew_IsSilent()
    {
        var state = new MeshState { Routes = Table(HealthStatus.Healthy, routed: true) };

        Assert.Empty(StateChanges.Between(state, state));
    }

    [Fact]
    public void Between_PartBecomesReady_SaysSo()
    {
        var before = new MeshState().With(new PartState("gateway", ChildRole.Gateway, PartPhase.Starting, 7));

        var line = Assert.Single(StateChanges.Between(before, before.With(new PartState("gateway", ChildRole.Gateway, PartPhase.Ready, 7))));

        Assert.Equal("gateway: ready (process 7)", line);
    }

    [Fact]
    public void Between_InstanceComesFailsAndLeaves_SaysEach()
    {
        var none = new MeshState();
        var healthy = none with { Routes = Table(HealthStatus.Healthy, routed: true) };
        var failing = none with { Routes = Table(HealthStatus.Unhealthy, routed: false) };

        Assert.Equal(["orders: orders-1 came at [::1]:9000, Healthy"], StateChanges.Between(none, healthy));
        Assert.Equal(["orders: orders-1 is Unhealthy, not routed"], StateChanges.Between(healthy, failing));
        Assert.Equal(["orders: orders-1 left"], StateChanges.Between(failing, none with { Routes = failing.Routes! with { Services = [] } }));
    }

    private static RouteTable Table(HealthStatus status, bool routed) => new()
    {
        Epoch = 1,
        Version = 1,
        Services =
        [
            new RoutedService { Name = "orders", Instances = [new RoutedInstance { Id = "orders-1", Address = "::1", Port = 9000, Status = status, Routed = routed }] },
        ],
    };
}
