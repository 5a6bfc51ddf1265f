using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Shared.Tests.Registry;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Routing;

public sealed class RouteTableCompilerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Compile_Instance_CarriesWhatGatewaysNeed()
    {
        var instance = Instance("orders-1") with
        {
            Address = ServiceAddress.Parse("2001:db8::1"),
            Scheme = InstanceScheme.Https,
            Weight = 5,
            Zone = "eu-1",
            Tags = ["blue"],
            Status = HealthStatus.Degraded,
            HealthCheck = new HealthCheck { Type = HealthCheckType.Https, Endpoint = "/ready?x=1", HealthyThreshold = 3, UnhealthyThreshold = 4 },
        };

        var compiled = Assert.Single(Assert.Single(Compile([instance])).Instances);

        Assert.Equal(("orders-1", "2001:db8::1", 5001), (compiled.Id, compiled.Address, compiled.Port));
        Assert.Equal((InstanceScheme.Https, 5, "eu-1", HealthStatus.Degraded, true), (compiled.Scheme, compiled.Weight, compiled.Zone, compiled.Status, compiled.Routed));
        Assert.Equal(["blue"], compiled.Tags);
        Assert.Equal((true, "/ready?x=1", 3, 4), (compiled.Check!.Tls, compiled.Check.Path, compiled.Check.HealthyThreshold, compiled.Check.UnhealthyThreshold));
    }

    [Fact]
    public void Compile_Requirements_ReachTheGateway_AndNoneAreLeftOut()
    {
        var requires = new CallerRequirements([Role.User], ["orders:read"]);
        var strict = Service("orders", []) with { Service = new RegisteredService { Name = ServiceName.Parse("orders"), Requires = requires, PassAuthorization = true } };

        var compiled = RouteTableCompiler.Compile(Snapshot([strict, Service("plain", [])]), new PublishOptions().Prober);

        Assert.Equal((requires, true), (compiled[0].Requires, compiled[0].PassAuthorization));
        Assert.Null(compiled[1].Requires);
    }

    [Fact]
    public void Compile_TtlCheck_IsNoneForTheGateway() =>
        Assert.Null(Compile([Instance("a") with { HealthCheck = new HealthCheck { Type = HealthCheckType.Ttl } }])[0].Instances[0].Check);

    [Fact]
    public void Compile_WhereTheControlPlaneProbes_HasNoChecks() =>
        Assert.Null(Compile([Instance("a") with { HealthCheck = HealthChecks.Full(HealthCheckType.Https) }], prober: HealthProber.Functions)[0].Instances[0].Check);

    [Theory]
    [InlineData(HealthCheckType.Http)]
    [InlineData(HealthCheckType.Https)]
    [InlineData(HealthCheckType.Tcp)]
    [InlineData(HealthCheckType.Grpc)]
    public void Compile_Check_ReachesTheGatewayWhole(HealthCheckType type)
    {
        var check = HealthChecks.Full(type);
        var table = new RouteTable { Epoch = 1, Version = 1, Services = Compile([Instance("a") with { HealthCheck = check }]) };

        var read = RouteTableJson.Read(RouteTableJson.Serialize(table)).Table!.Services[0].Instances[0].Check!;

        Assert.Equal(check, read.ToHealthCheck());
        Assert.Equal(RoutedCheck.Of(check), read);
    }

    [Fact]
    public void Compile_PlainCheck_IsWrittenAsOlderBuildsDid()
    {
        var check = new HealthCheck { Type = HealthCheckType.Http, Endpoint = "/health" };
        var table = new RouteTable { Epoch = 1, Version = 1, Services = Compile([Instance("a") with { HealthCheck = check }]) };

        Assert.Contains(
            """
            "check":{"tls":false,"path":"/health","interval":"00:00:10","timeout":"00:00:02","healthyThreshold":2,"unhealthyThreshold":3}
            """.Trim(),
            System.Text.Encoding.UTF8.GetString(RouteTableJson.Serialize(table)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_CriticalInstance_StaysInTheTableUnrouted()
    {
        var dead = Instance("dead") with { Status = HealthStatus.Unhealthy, CriticalSince = Now };

        var instances = Compile([dead, Instance("alive")])[0].Instances;

        Assert.Equal([("alive", true), ("dead", false)], instances.Select(instance => (instance.Id, instance.Routed)));
    }

    [Fact]
    public void Compile_LeaseRunOutSinceTheLastSweep_IsCriticalAlready()
    {
        var late = Instance("late") with { ExpiresAt = Now };

        Assert.Equal((HealthStatus.Unhealthy, false), Seen(Compile([late])));
        Assert.Equal((HealthStatus.Healthy, true), Seen(Compile([late], grace: LeaseGrace.ForAll)));

        static (HealthStatus, bool) Seen(IReadOnlyList<RoutedService> services) => (services[0].Instances[0].Status, services[0].Instances[0].Routed);
    }

    [Fact]
    public void Compile_MassExpiryBeforeItsSweep_IsProtectedAlready()
    {
        var service = Assert.Single(Compile([.. Enumerable.Range(1, 4).Select(i => Instance($"late-{i}") with { ExpiresAt = Now })]));

        Assert.True(service.Protected);
        Assert.All(service.Instances, instance => Assert.Equal((HealthStatus.Unhealthy, true), (instance.Status, instance.Routed)));
    }

    [Fact]
    public void Compile_ServiceWithoutInstances_StaysInTheTable() => Assert.Empty(Assert.Single(Compile([])).Instances);

    [Fact]
    public void Compile_AnyOrder_IsOrderedByNameAndId()
    {
        var snapshot = Snapshot([Two("b"), Two("a.b"), Two("a"), Two("a-b")]);

        var compiled = RouteTableCompiler.Compile(snapshot, HealthProber.Gateway);

        Assert.Equal(["a", "a-b", "a.b", "b"], compiled.Select(service => service.Name));
        Assert.Equal(["a.Z", "a.z"], compiled[0].Instances.Select(instance => instance.Id));
    }

    [Fact]
    public void Compile_Result_IsAValidTable()
    {
        var table = new RouteTable { Epoch = 1, Version = 1, Services = Compile([Instance("a"), Instance("b")]) };

        Assert.True(RouteTableJson.Read(RouteTableJson.Serialize(table)).Accepted);
    }

    private static IReadOnlyList<RoutedService> Compile(
        IReadOnlyList<ServiceInstance> instances, LeaseGrace grace = default, HealthProber prober = HealthProber.Gateway) =>
        RouteTableCompiler.Compile(Snapshot([Service("orders", instances)]) with { Grace = grace }, prober);

    private static RegistrySnapshot Snapshot(IReadOnlyList<ServiceWithInstances> services) => new(services, 1, 1, Now, Now, default);

    private static ServiceWithInstances Service(string name, IReadOnlyList<ServiceInstance> instances) =>
        new(new RegisteredService { Name = ServiceName.Parse(name) }, instances);

    private static ServiceWithInstances Two(string name) => Service(name, [Instance($"{name}.z"), Instance($"{name}.Z")]);

    private static ServiceInstance Instance(string id) => Instances.Of("orders", id, Now);
}
