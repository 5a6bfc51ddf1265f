using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.Routing;
using ToskaMesh.Functions.Tests.Registry;
using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;

namespace ToskaMesh.Functions.Tests.Ticking;

public sealed class TickTests : IAsyncLifetime
{
    private ControlPlaneUnderTest _mesh = null!;

    public async ValueTask InitializeAsync() => _mesh = await ControlPlaneUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task Tick_LeaseRanOut_TakesTheInstanceFromTheTable()
    {
        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/register", RegistrationTests.Body("orders", "o-1")).JsonAsync();
        for (var elapsed = 0; elapsed < 30; elapsed += 10)
        {
            await RunAsync();
            _mesh.Time.Advance(TimeSpan.FromSeconds(10));
        }

        await RunAsync();

        var instance = Assert.Single(Assert.Single((await ReadTableAsync()).Services).Instances);
        Assert.Equal((HealthStatus.Unhealthy, false), (instance.Status, instance.Routed));
        Assert.Empty(await _mesh.Store.Outbox.ReadDueAsync(10, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Tick_CriticalForTooLong_DeregistersTheInstance()
    {
        await _mesh.Admin.PostJsonAsync("api/ServiceRegistration/register", RegistrationTests.Body("orders", "o-1")).JsonAsync();
        for (var elapsed = TimeSpan.Zero; elapsed < TimeSpan.FromMinutes(12); elapsed += TimeSpan.FromSeconds(10))
        {
            await RunAsync();
            _mesh.Time.Advance(TimeSpan.FromSeconds(10));
        }

        var tracking = await _mesh.Admin.ReadAsync("api/ServiceDiscovery/instances/o-1/tracking").JsonAsync();
        Assert.Equal("critical", (string?)tracking["reason"]);
        Assert.Empty(Assert.Single((await ReadTableAsync()).Services).Instances);
    }

    [Fact]
    public async Task Tick_FirstOne_PublishesRoutesAndCredentials()
    {
        await RunAsync();

        Assert.Empty((await ReadTableAsync()).Services);
        Assert.True(File.Exists(Path.Combine(_mesh.DataDirectory, DocumentNames.Credentials)));
    }

    [Fact]
    public async Task Tick_SweepThatFails_StillPublishes()
    {
        _mesh.Store.IsSweepBroken = true;

        await Assert.ThrowsAsync<InvalidOperationException>(RunAsync);

        Assert.Empty((await ReadTableAsync()).Services);
        Assert.True(File.Exists(Path.Combine(_mesh.DataDirectory, DocumentNames.Credentials)));
    }

    [Fact]
    public async Task Publish_CredentialsLockedByAnother_EndsInTime()
    {
        await RunAsync();
        await using var held = LockFile.TryTake(Path.Combine(_mesh.DataDirectory, $"{DocumentNames.Credentials}.lock"));
        _mesh.Time.Advance(CredentialTable.ReissueAfter);
        var publish = _mesh.Services.GetRequiredService<PublishDocuments>().RunAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(
            () =>
            {
                _mesh.Time.Advance(TimeSpan.FromMilliseconds(100));
                return publish.IsCompleted;
            },
            "the publish ended");

        await Assert.ThrowsAsync<TimeoutException>(() => publish);
    }

    private Task RunAsync() => _mesh.Services.GetRequiredService<Tick>().RunAsync(TestContext.Current.CancellationToken);

    private async Task<RouteTable> ReadTableAsync()
    {
        var path = Path.Combine(_mesh.DataDirectory, DocumentNames.RouteTable);
        var reading = RouteTableJson.Read(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        Assert.True(reading.Accepted);
        return reading.Table;
    }
}
