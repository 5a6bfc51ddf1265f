using System.Net;
using Consul;
using ToskaMesh.Testing;

namespace ToskaMesh.Emulator.Tests.Consul;

/// <summary>What the fake and a genuine agent have in common, through the typed client.</summary>
public abstract class ConsulContract : IAsyncLifetime
{
    private readonly string _id = $"toskamesh-test-{Guid.NewGuid():n}";
    private ConsulClient? _client;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ConsulClient Client => _client ?? throw new InvalidOperationException("The test has not started.");

    public async ValueTask InitializeAsync()
    {
        var address = await StartAsync();
        _client = new ConsulClient(configuration => configuration.Address = address, _ => { });
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_client is not null)
        {
            await _client.Agent.ServiceDeregister(_id, CancellationToken.None);
            _client.Dispose();
        }

        await StopAsync();
    }

    [Fact]
    public async Task Registered_IsKnownToTheAgentAndThenToTheCatalog()
    {
        await RegisterAsync(HealthStatus.Passing);

        var service = (await Client.Agent.Services(Cancel)).Response[_id];
        Assert.Equal((_id, "10.9.8.7", 4321, "v"), (service.Service, service.Address, service.Port, service.Meta["k"]));
        Assert.Equal(HealthStatus.Passing, (await Client.Agent.Checks(Cancel)).Response[_id].Status);
        await Eventually.TrueAsync(
            async () => (await Client.Catalog.Services(QueryOptions.Default, Cancel)).Response.TryGetValue(_id, out var tags) && tags.Contains("mesh"), "listed");
        var read = await Client.Health.Service(_id, "mesh", false, QueryOptions.Default, Cancel);
        Assert.Equal((true, true), (read.LastIndex > 0, read.KnownLeader));
        Assert.Equal(_id, Assert.Single(read.Response).Service.ID);
        Assert.Empty((await Client.Health.Service(_id, "other", false, QueryOptions.Default, Cancel)).Response);
    }

    [Fact]
    public async Task TtlCheck_IsWhatWasReportedLast()
    {
        await RegisterAsync(HealthStatus.Critical);
        Assert.Equal(HealthStatus.Critical, (await Client.Agent.Checks(Cancel)).Response[_id].Status);

        await Client.Agent.UpdateTTL(_id, "so so", TTLStatus.Warn, Cancel);

        var check = (await Client.Agent.Checks(Cancel)).Response[_id];
        Assert.Equal((HealthStatus.Warning, "so so"), (check.Status, check.Output));
    }

    [Fact]
    public async Task Deregistered_IsForgotten()
    {
        await RegisterAsync(HealthStatus.Passing);

        await Client.Agent.ServiceDeregister(_id, Cancel);

        Assert.DoesNotContain(_id, (await Client.Agent.Services(Cancel)).Response.Keys);
        Assert.DoesNotContain(_id, (await Client.Agent.Checks(Cancel)).Response.Keys);
        Assert.Equal(HttpStatusCode.NotFound, (await Client.Agent.UpdateTTL(_id, "", TTLStatus.Pass, Cancel)).StatusCode);
    }

    [Fact]
    public async Task ServiceThatNobodyKnows_HasNoInstances() =>
        Assert.Empty((await Client.Health.Service(_id, null, false, QueryOptions.Default, Cancel)).Response);

    protected abstract ValueTask<Uri> StartAsync();

    protected virtual ValueTask StopAsync() => ValueTask.CompletedTask;

    private Task<WriteResult> RegisterAsync(HealthStatus status) => Client.Agent.ServiceRegister(
        new AgentServiceRegistration
        {
            ID = _id,
            Name = _id,
            Address = "10.9.8.7",
            Port = 4321,
            Tags = ["mesh"],
            Meta = new Dictionary<string, string> { ["k"] = "v" },
            Check = new AgentServiceCheck { CheckID = _id, Name = "kept", TTL = TimeSpan.FromMinutes(5), Status = status },
        },
        replaceExistingChecks: true,
        Cancel);
}
