using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Probing;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Tests.Probing;

public sealed partial class ProbeSweepTests
{
    [Fact]
    public async Task Suspects_AreProbedUntilTheThresholdDecides()
    {
        await RegisterAsync("orders-1");
        await _probes.ProbeAsync(await FindAsync("orders-1"), Cancel);
        _prober.Set("orders-1", HealthStatus.Unhealthy);
        var start = _time.GetUtcNow();

        var probed = await FinishAsync(() => Suspects().ProbeAsync([InstanceId.Parse("orders-1"), InstanceId.Parse("orders-1"), InstanceId.Parse("nobody")], Cancel));

        Assert.Equal(1, probed);
        Assert.Equal(3, _prober.Probes.Count);
        Assert.Equal(HealthStatus.Unhealthy, (await FindAsync("orders-1")).Status);
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public async Task Suspects_ThatAreWell_StayAsTheyAre()
    {
        await RegisterAsync("orders-1");
        await _probes.ProbeAsync(await FindAsync("orders-1"), Cancel);

        Assert.Equal(1, await FinishAsync(() => Suspects().ProbeAsync([InstanceId.Parse("orders-1")], Cancel)));

        Assert.Equal(HealthStatus.Healthy, (await FindAsync("orders-1")).Status);
    }

    [Fact]
    public async Task Suspects_ThatHang_AreGivenUpInTime()
    {
        await RegisterAsync("orders-1");
        _prober.Hang("orders-1", TimeSpan.FromMinutes(1));
        var start = _time.GetUtcNow();

        Assert.Equal(1, await FinishAsync(() => Suspects().ProbeAsync([InstanceId.Parse("orders-1")], Cancel)));

        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromSeconds(4.9), TimeSpan.FromSeconds(5.5));
        Assert.Null((await FindAsync("orders-1")).Probe);
    }

    [Fact]
    public async Task LookAgain_WhereGatewaysProbe_FindsWhoIsBack()
    {
        await RegisterAsync("orders-1");
        _prober.Set("orders-1", HealthStatus.Unhealthy);
        await _probes.ProbeAsync(await FindAsync("orders-1"), Cancel);
        _prober.Set("orders-1", HealthStatus.Healthy);
        _time.Advance(TimeSpan.FromMinutes(1));
        foreach (var prober in new[] { HealthProber.Functions, HealthProber.Gateway })
        {
            var again = new LookAgain(_store.Registry, Suspects(), Options.Create(new PublishOptions { Prober = prober }), NullLogger<LookAgain>.Instance);
            await FinishAsync(async () =>
            {
                await again.RunAsync(Cancel);
                return true;
            });
            Assert.Equal(prober is HealthProber.Gateway ? HealthStatus.Healthy : HealthStatus.Unhealthy, (await FindAsync("orders-1")).Status);
        }
    }

    [Fact]
    public async Task Suspects_ThatAreDownAndWereProbedJustNow_AreSpared()
    {
        await RegisterAsync("orders-1");
        _prober.Set("orders-1", HealthStatus.Unhealthy);
        await _probes.ProbeAsync(await FindAsync("orders-1"), Cancel);

        Assert.Equal(0, await Suspects().ProbeAsync([InstanceId.Parse("orders-1")], Cancel));

        Assert.Single(_prober.Probes);
    }

    private ProbeSuspects Suspects() => new(_store.Registry, _probes, new RecentLooks(), _time);
}
