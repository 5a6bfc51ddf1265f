using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Ticking;
using ToskaMesh.Testing.Consul;

namespace ToskaMesh.Functions.Tests.CatalogSync;

public sealed class ConsulExportTests : IAsyncLifetime
{
    private const string OrdersId = "toskamesh-00000000-o-1";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private FakeConsul _consul = null!;
    private ControlPlaneUnderTest _mesh = null!;

    private ConsulInstance? Exported => _consul.OfAgent().SingleOrDefault(instance => instance.Id == OrdersId);

    private string? Status => Exported?.Checks.Single().Status;

    public async ValueTask InitializeAsync()
    {
        _consul = await FakeConsul.StartAsync(_clock);
        _mesh = await ControlPlaneUnderTest.StartAsync(null, $"--Mesh:Consul:Address={_consul.Url}", "--Mesh:Consul:Export=true", "--Logging:LogLevel:Default=Error");
    }

    public async ValueTask DisposeAsync()
    {
        await _mesh.DisposeAsync();
        await _consul.DisposeAsync();
    }

    [Fact]
    public async Task Register_IsInConsulAtOnceWithATtlCheck()
    {
        await RegisterAsync();

        Assert.Equal(("orders", "10.0.0.9", 9), (Exported?.Service, Exported?.Address, Exported?.Port));
        Assert.Equal(("o-1", "v"), (Exported?.Meta["toskamesh-id"], Exported?.Meta["k"]));
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(59)), (Exported?.Checks.Single().Ttl, Exported?.Checks.Single().DeregisterAfter));
        Assert.Equal("warning", Status);
    }

    [Fact]
    public async Task Health_OfTheMesh_IsTheChecks()
    {
        await RegisterAsync();

        await HeartbeatAsync();
        Assert.Equal("passing", Status);

        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/health/o-1", """{"status":"unhealthy","output":"no disk"}""").JsonAsync();
        Assert.Equal(("critical", "no disk"), (Status, Exported?.Checks.Single().Output));
    }

    [Fact]
    public async Task Ticks_WhileTheMeshSaysHealthy_KeepTheCheckPassing()
    {
        await RegisterAsync();
        for (var elapsed = 0; elapsed < 120; elapsed += 5)
        {
            await HeartbeatAsync();
            await TickAsync();
            Assert.Equal("passing", Status);
            Pass(5);
        }

        var updates = _consul.Requests.Count(request => request.Contains("/check/update/", StringComparison.Ordinal));
        Assert.InRange(updates, 8, 14);
    }

    [Fact]
    public async Task LeaseThatRanOut_IsCritical()
    {
        await RegisterAsync();
        await HeartbeatAsync();
        for (var passed = 0; passed < 30; passed += 10)
        {
            await TickAsync();
            Pass(10);
        }

        await TickAsync();

        Assert.Equal("critical", Status);
    }

    [Fact]
    public async Task Deregistered_IsGoneFromConsul()
    {
        await RegisterAsync();

        await _mesh.Admin.PostAsync("api/ServiceRegistration/deregister/o-1").JsonAsync();

        Assert.Null(Exported);
    }

    [Fact]
    public async Task RegistrationsThatConsulLost_AreRepairedByTheNextTick()
    {
        await RegisterAsync();
        await HeartbeatAsync();

        _consul.LoseRegistrations();
        await TickAsync();

        Assert.Equal("passing", Status);
    }

    [Fact]
    public async Task ConsulThatIsAway_HoldsUpNothingAndIsMadeGood()
    {
        await RegisterAsync();
        _consul.Fault = ConsulFault.ServerError;
        await _mesh.Admin.PostAsync("api/ServiceRegistration/deregister/o-1").JsonAsync();
        Assert.Empty(await _mesh.Store.Outbox.ReadDueAsync(10, TestContext.Current.CancellationToken));
        await TickAsync();

        _consul.Fault = ConsulFault.None;
        Assert.NotNull(Exported);
        await TickAsync();

        Assert.Null(Exported);
    }

    [Fact]
    public async Task Others_OnTheSameAgent_AreLeftAlone()
    {
        _consul.Put(new ConsulInstance("orders", "o-1", "10.0.0.9", 9).With("passing"));
        _consul.Put(new ConsulInstance("x", "toskamesh-99999999-o-1", "10.0.0.8", 9)
        {
            Meta = new Dictionary<string, string> { ["toskamesh-store"] = "99999999000000000000000000000000" },
        });
        await RegisterAsync();
        await _mesh.Admin.PostAsync("api/ServiceRegistration/deregister/o-1").JsonAsync();
        await TickAsync();

        Assert.Equal(["o-1", "toskamesh-99999999-o-1"], _consul.OfAgent().Select(instance => instance.Id));
    }

    private async Task RegisterAsync() => await _mesh.Admin.PostJsonAsync(
        "api/ServiceRegistration/register",
        """{"serviceName":"orders","serviceId":"o-1","address":"10.0.0.9","port":9,"metadata":{"k":"v","not for consul":"x"}}""").JsonAsync();

    private async Task HeartbeatAsync() => await _mesh.Admin.PostAsync("api/ServiceRegistration/heartbeat/o-1").JsonAsync();

    private Task TickAsync() => _mesh.Services.GetRequiredService<Tick>().RunAsync(TestContext.Current.CancellationToken);

    private void Pass(int seconds)
    {
        _mesh.Time.Advance(TimeSpan.FromSeconds(seconds));
        _clock.Advance(TimeSpan.FromSeconds(seconds));
    }
}
