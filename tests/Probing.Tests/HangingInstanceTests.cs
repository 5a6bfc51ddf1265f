using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Probing.Tests.Fixtures;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Probing.Tests;

public sealed class HangingInstanceTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(HealthCheckType.Http)]
    [InlineData(HealthCheckType.Https)]
    [InlineData(HealthCheckType.Grpc)]
    public async Task Instance_ThatAcceptsAndNeverAnswers_FailsAtTheTimeout(HealthCheckType type)
    {
        await using var hole = RawServer.Start();
        using var probes = new Probes(_time);
        var probing = probes.RunAsync(hole.Port, Probes.Check(type));
        await hole.Accepted;

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(probing.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        var result = await probing;
        Assert.Equal((HealthStatus.Unhealthy, "did not answer within 00:01:00"), (result.Status, result.Output));
        Assert.Equal(TimeSpan.FromMinutes(1), result.Duration);
    }

    [Fact]
    public async Task Body_ThatDoesNotArrive_FailsAtTheTimeout()
    {
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var slow = RawServer.Start(async (stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"u8.ToArray(), stop);
            sent.SetResult();
            await RawServer.NeverAsync(stop);
        });
        using var probes = new Probes(_time);
        var probing = probes.RunAsync(slow.Port, Probes.Check() with { BodyMatch = "whole" });
        await sent.Task;

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("did not answer within 00:01:00", (await probing).Output);
    }

    [Theory]
    [InlineData(HealthCheckType.Http)]
    [InlineData(HealthCheckType.Grpc)]
    public async Task Caller_WhoGivesUp_GetsNoResult(HealthCheckType type)
    {
        using var giveUp = new CancellationTokenSource();
        await using var hole = RawServer.Start();
        using var probes = new Probes(_time);
        var probing = probes.RunUntilAsync(hole.Port, type, giveUp.Token);
        await hole.Accepted;

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probing);
    }

    [Fact]
    public async Task Caller_WhoGaveUpBefore_ProbesNothing()
    {
        await using var instance = await Instance.StartAsync();
        using var probes = new Probes();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => probes.RunUntilAsync(instance.Port, HealthCheckType.Http, new CancellationToken(canceled: true)));

        Assert.Equal(0, instance.Connections);
    }
}
