using Microsoft.Extensions.Logging.Abstractions;
using ToskaMesh.Emulator.Timers;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Emulator.Tests.Timers;

/// <summary>Hosts that share nothing but a genuine storage server.</summary>
[Collection(nameof(AzuriteClock))]
public sealed class BlobTimerHostsTests : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private readonly TimerFunction _first = new(TimeProvider.System);
    private readonly TimerFunction _second = new(TimeProvider.System);
    private AzuriteServer? _server;
    private string _account = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await SharedServer.OfAsync<AzuriteServer>();
        _server.SetClock(TimerWorld.Noon);
        _account = _server.NewAccount();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task TwoHosts_OneStorage_OneRunsUntilItDiesAndThenTheOther()
    {
        var runner = await StartAsync(_first);
        await RunsAsync(_first, 3);
        await using var standby = await StartAsync(_second);
        await RunsAsync(_first, _first.Count + 10);
        Assert.Equal(0, _second.Count);

        // As a killed process does, it keeps its lease and renews it no more.
        await runner.DisposeAsync();
        _server!.SetClock(TimerWorld.Noon + Lease);

        await RunsAsync(_second, 1);
        await standby.StopAsync(Cancellation);
        Assert.False(_first.Overlapped || _second.Overlapped);
    }

    [Fact]
    public async Task TwoHosts_RunnerStopsGracefully_LeavesTheLockFree()
    {
        await using var runner = await StartAsync(_first);
        await RunsAsync(_first, 1);

        await runner.StopAsync(Cancellation);

        await using var next = await StartAsync(_second);
        await RunsAsync(_second, 1);
    }

    private static Task RunsAsync(TimerFunction function, int runs) => Eventually.TrueAsync(() => function.Count >= runs, $"{runs} runs");

    private async Task<TimerListener> StartAsync(TimerFunction function)
    {
        var storage = TimerStorage.InBlobs(_account);
        var factory = new TimerListenerFactory(
            new TimerHost("test", Lease), storage.Statuses, storage.Locks, TimeProvider.System, () => 0.5, NullLoggerFactory.Instance);
        var listener = factory.Create(TimerWorld.Timer("00:00:00.050"), function.RunAsync);
        await listener.StartAsync(Cancellation);
        return listener;
    }
}
