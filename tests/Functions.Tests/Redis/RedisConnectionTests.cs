using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ToskaMesh.Redis;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Redis;

/// <summary>What becomes of operations when a genuine Redis is killed, paused and started again.</summary>
public sealed class RedisConnectionTests : IAsyncLifetime
{
    // Well above the connection's patience, far below what a request may take: other tests load the machine.
    private static readonly TimeSpan Bounded = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(10);

    private readonly RedisServer _server = new();
    private readonly RecordingLogger<RedisConnection> _log = new();
    private RedisConnection _redis = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        _redis = new RedisConnection(_server.Options(), TimeProvider.System, _log);
        await _redis.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _redis.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Run_Killed_FailsAtOnceAndIsSaidOnce()
    {
        await PingAsync();
        await _server.KillAsync();

        await Assert.ThrowsAsync<RedisLostException>(PingAsync);
        await AssertQuickAsync(times: 100);
        Assert.Single(_log.Of(LogLevel.Warning));
    }

    [Fact]
    public async Task Run_StartedAgain_WorksAgain()
    {
        await _server.KillAsync();
        await Assert.ThrowsAsync<RedisLostException>(PingAsync);
        await _server.RestartAsync();

        await Eventually.TrueAsync(WorksAsync, "Redis is found again", Recovery);
        Assert.Single(_log.Of(LogLevel.Information));
    }

    [Fact]
    public async Task Run_Paused_WaitsOnceAndBriefly()
    {
        await PingAsync();
        _server.Pause();

        var clock = Stopwatch.StartNew();
        await Assert.ThrowsAsync<RedisLostException>(PingAsync);
        Assert.InRange(clock.Elapsed, RedisConnection.Patience / 2, Bounded);
        await AssertQuickAsync(times: 100);

        _server.Resume();
        await Eventually.TrueAsync(WorksAsync, "Redis is found again", Recovery);
    }

    [Fact]
    public async Task Run_NotThereAtTheStart_IsFoundWhenItComes()
    {
        await _server.KillAsync();
        using var redis = new RedisConnection(_server.Options(), TimeProvider.System, _log);
        await Assert.ThrowsAsync<RedisLostException>(() => redis.RunAsync(database => database.PingAsync(), CancellationToken.None));
        await _server.RestartAsync();

        await Eventually.TrueAsync(() => WorksAsync(redis), "Redis is found", Recovery);
    }

    [Fact]
    public async Task Run_CallerGone_IsNoLoss()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _redis.RunAsync(database => database.PingAsync(), gone.Token));
        Assert.False(_redis.IsLost);
    }

    private static async Task<bool> WorksAsync(RedisConnection redis)
    {
        try
        {
            await redis.RunAsync(database => database.PingAsync(), CancellationToken.None);
            return true;
        }
        catch (RedisLostException)
        {
            return false;
        }
    }

    private Task<bool> WorksAsync() => WorksAsync(_redis);

    private Task<TimeSpan> PingAsync() => _redis.RunAsync(database => database.PingAsync(), TestContext.Current.CancellationToken);

    private async Task AssertQuickAsync(int times)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < times; i++)
        {
            await Assert.ThrowsAsync<RedisLostException>(PingAsync);
        }

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Bounded);
    }
}
