using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ToskaMesh.Emulator.Tests.Samples;
using ToskaMesh.Testing;

namespace ToskaMesh.Emulator.Tests.Host;

public class StopTests
{
    private readonly Gate _gate = new();
    private readonly StopRecorder _service = new();

    [Fact]
    public async Task Stop_WithARunningInvocation_WaitsForItBeforeHostedServicesStop()
    {
        await using var host = await StartAsync(TimeSpan.FromMinutes(1));
        var answer = host.Client.GetStringAsync("/waitobediently", TestContext.Current.CancellationToken);
        await _gate.EnteredAsync();
        var stop = host.StopAsync();
        await Eventually.TrueAsync(() => RefusesAsync(host), "no more connections are taken");
        Assert.False(_service.IsStopped);
        Assert.False(stop.IsCompleted);
        _gate.Open.SetResult();
        Assert.Equal("passed", await answer);
        await stop;
        Assert.True(_service.IsStopped);
    }

    [Fact]
    public async Task Stop_WithARunningManualStart_WaitsForIt()
    {
        await using var host = await StartAsync(TimeSpan.FromMinutes(1));
        await host.StartFunctionAsync("WaitObediently");
        await _gate.EnteredAsync();
        var stop = host.StopAsync();
        await Eventually.TrueAsync(() => RefusesAsync(host), "no more connections are taken");
        Assert.False(stop.IsCompleted);
        _gate.Open.SetResult();
        await stop;
    }

    [Fact]
    public async Task Stop_PastItsTime_CancelsTheInvocationAndEnds()
    {
        await using var host = await StartAsync(TimeSpan.FromMilliseconds(100));
        var answer = host.Client.GetAsync("/waitobediently", TestContext.Current.CancellationToken);
        await _gate.EnteredAsync();
        await host.StopAsync();
        await _gate.CancelledAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => answer);
    }

    private static async Task<bool> RefusesAsync(EmulatorHost host)
    {
        try
        {
            using var client = new HttpClient();
            using var response = await client.GetAsync(new Uri(host.Address, "/admin/host/ping"), TestContext.Current.CancellationToken);
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }

    private Task<EmulatorHost> StartAsync(TimeSpan patience) => EmulatorHost.StartAsync(new EmulatorHostOptions
    {
        Functions = [typeof(GateFunctions)],
        Configure = builder =>
        {
            builder.Services.AddSingleton(_gate);
            builder.Services.AddHostedService(_ => _service);
            builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = patience);
        },
    });
}
