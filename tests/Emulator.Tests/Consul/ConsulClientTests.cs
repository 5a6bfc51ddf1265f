using System.Net;
using Consul;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Consul;

namespace ToskaMesh.Emulator.Tests.Consul;

/// <summary>The typed client fails and asks as the package was seen to.</summary>
public sealed class ConsulClientTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private FakeConsul _consul = null!;
    private ConsulClient _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _consul = await FakeConsul.StartAsync(_time);
        _client = Connect(_consul.Url);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _consul.DisposeAsync();
    }

    [Fact]
    public async Task Health_OfAService_IsReadWithItsIndexAndNode()
    {
        _consul.Put(new ConsulInstance("web", "web-1", "10.0.0.1", 80) { Node = "n1", Tags = ["a"], Meta = new Dictionary<string, string> { ["k"] = "v" } }.With("warning", "hm"));

        var read = await _client.Health.Service("web", "a", false, new QueryOptions { Datacenter = "dc1" }, Cancel);

        var entry = Assert.Single(read.Response);
        Assert.Equal(("web-1", "10.0.0.1", 80, "n1", "dc1"), (entry.Service.ID, entry.Service.Address, entry.Service.Port, entry.Node.Name, entry.Node.Datacenter));
        Assert.Equal(("v", null), (entry.Service.Meta["k"], entry.Service.Kind));
        Assert.Equal(HealthStatus.Warning, entry.Checks.AggregatedStatus());
        Assert.Equal((true, true), (read.LastIndex > 0, read.KnownLeader));
        Assert.Contains("GET /v1/health/service/web?tag=a&dc=dc1", _consul.Requests);
    }

    [Fact]
    public async Task NotFound_OfAQueryAndOfAWrite_IsNoException()
    {
        using var elsewhere = Connect(new Uri(_consul.Url, "/nowhere"));

        Assert.Null((await elsewhere.Catalog.Services(QueryOptions.Default, Cancel)).Response);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.Agent.UpdateTTL("service:lost", "", TTLStatus.Pass, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.Agent.ServiceDeregister("lost", Cancel)).StatusCode);
    }

    [Fact]
    public async Task ServerError_IsAConsulRequestException()
    {
        _consul.Fault = ConsulFault.ServerError;

        var error = await Assert.ThrowsAsync<ConsulRequestException>(() => _client.Agent.Services(Cancel));

        Assert.Equal(HttpStatusCode.InternalServerError, error.StatusCode);
        Assert.Contains("No cluster leader", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyListening_IsAnHttpRequestException()
    {
        using var client = Connect(new Uri($"http://127.0.0.1:{FreePort.Next()}"));

        await Assert.ThrowsAsync<HttpRequestException>(() => client.Agent.Services(Cancel));
    }

    [Fact]
    public async Task NoAnswer_IsATaskCanceledException()
    {
        _consul.Fault = ConsulFault.Silent;
        using var client = Connect(_consul.Url, timeout: TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAsync<TaskCanceledException>(() => client.Agent.Services(Cancel));
    }

    [Fact]
    public async Task Token_OfTheConfiguration_IsSent()
    {
        _consul.Token = "secret";
        using var client = Connect(_consul.Url, "secret");

        Assert.NotNull((await client.Agent.Services(Cancel)).Response);
        await Assert.ThrowsAsync<ConsulRequestException>(() => _client.Agent.Services(Cancel));
    }

    [Fact]
    public async Task Wait_ForAnotherIndex_EndsWithTheChange()
    {
        var first = await _client.Catalog.Services(QueryOptions.Default, Cancel);
        var options = new QueryOptions { WaitIndex = first.LastIndex, WaitTime = TimeSpan.FromSeconds(90.5) };
        var second = _client.Catalog.Services(options, Cancel);
        await Eventually.TrueAsync(() => _consul.Requests.Count == 2, "it waits");

        _consul.Put(new ConsulInstance("web", "web-1", "10.0.0.1", 80));

        Assert.True((await second).LastIndex > first.LastIndex);
        Assert.Contains($"GET /v1/catalog/services?index={first.LastIndex}&wait=1m30.500s", _consul.Requests);
    }

    [Fact]
    public async Task Registration_WithATtl_TurnsCriticalUnlessItIsKept()
    {
        await _client.Agent.ServiceRegister(Registration("orders-1"), replaceExistingChecks: true, Cancel);
        _time.Advance(TimeSpan.FromSeconds(20));
        await _client.Agent.UpdateTTL("toska:orders-1", "fine", TTLStatus.Pass, Cancel);
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(HealthStatus.Passing, (await _client.Agent.Checks(Cancel)).Response["toska:orders-1"].Status);

        _time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(HealthStatus.Critical, (await _client.Agent.Checks(Cancel)).Response["toska:orders-1"].Status);
        Assert.Equal("m", (await _client.Agent.Services(Cancel)).Response["orders-1"].Meta["k"]);
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Empty((await _client.Agent.Services(Cancel)).Response);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(250, "250ms")]
    [InlineData(30_000, "30s")]
    [InlineData(90_500, "1m30.500s")]
    [InlineData(2_700_000, "45m0s")]
    [InlineData(5_400_000, "2h30m0s")]
    public void Duration_IsWrittenAsThePackageDoes(int milliseconds, string text) =>
        Assert.Equal(text, GoDuration.Of(TimeSpan.FromMilliseconds(milliseconds)));

    private static AgentServiceRegistration Registration(string id) => new()
    {
        ID = id,
        Name = "orders",
        Address = "10.0.0.1",
        Port = 80,
        Meta = new Dictionary<string, string> { ["k"] = "m" },
        Check = new AgentServiceCheck
        {
            CheckID = $"toska:{id}",
            Name = "kept",
            TTL = TimeSpan.FromSeconds(30),
            Status = HealthStatus.Passing,
            DeregisterCriticalServiceAfter = TimeSpan.FromMinutes(10),
        },
    };

    private static ConsulClient Connect(Uri address, string? token = null, TimeSpan? timeout = null) => new(
        configuration => (configuration.Address, configuration.Token) = (address, token),
        http => http.Timeout = timeout ?? TimeSpan.FromSeconds(30));
}
