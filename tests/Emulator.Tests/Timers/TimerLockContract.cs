using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Emulator.Timers;

namespace ToskaMesh.Emulator.Tests.Timers;

/// <summary>What every lock of timers must do; <see cref="Connect"/> gives another host's view of the same storage.</summary>
public abstract class TimerLockContract
{
    private const string Name = "locks/test/Host.Functions.Sweep.Listener";

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected FakeTimeProvider Time { get; } = new(TimerWorld.Noon);

    [Fact]
    public async Task Acquire_Held_IsRefusedToOthersAndToTheHolder()
    {
        var (mine, other) = (Connect(), Connect());
        Assert.NotNull(await mine.TryAcquireAsync(Name, Duration, Cancellation));

        Assert.Null(await other.TryAcquireAsync(Name, Duration, Cancellation));
        Assert.Null(await mine.TryAcquireAsync(Name, Duration, Cancellation));
        Assert.NotNull(await other.TryAcquireAsync("locks/another", Duration, Cancellation));
    }

    [Fact]
    public async Task Acquire_Expired_Succeeds()
    {
        var (mine, other) = (Connect(), Connect());
        await mine.TryAcquireAsync(Name, Duration, Cancellation);

        Advance(Duration - TimeSpan.FromTicks(1));
        Assert.Null(await other.TryAcquireAsync(Name, Duration, Cancellation));
        Advance(TimeSpan.FromTicks(1));

        Assert.NotNull(await other.TryAcquireAsync(Name, Duration, Cancellation));
    }

    [Fact]
    public async Task Renew_ByTheHolder_LastsTheWholeDurationAgain()
    {
        var (mine, other) = (Connect(), Connect());
        var lease = (await mine.TryAcquireAsync(Name, Duration, Cancellation))!;
        Advance(Duration / 2);

        Assert.True(await mine.TryRenewAsync(lease, Cancellation));

        Advance(Duration - TimeSpan.FromTicks(1));
        Assert.Null(await other.TryAcquireAsync(Name, Duration, Cancellation));
    }

    [Fact]
    public async Task Renew_ExpiredButTakenByNobody_Succeeds()
    {
        var (mine, other) = (Connect(), Connect());
        var lease = (await mine.TryAcquireAsync(Name, Duration, Cancellation))!;
        Advance(Duration * 3);

        Assert.True(await mine.TryRenewAsync(lease, Cancellation));
        Assert.Null(await other.TryAcquireAsync(Name, Duration, Cancellation));
    }

    [Fact]
    public async Task Renew_TakenByAnother_IsRefusedAndLeavesTheOtherAlone()
    {
        var (mine, other) = (Connect(), Connect());
        var lost = (await mine.TryAcquireAsync(Name, Duration, Cancellation))!;
        Advance(Duration);
        var lease = (await other.TryAcquireAsync(Name, Duration, Cancellation))!;

        Assert.False(await mine.TryRenewAsync(lost, Cancellation));
        await mine.ReleaseAsync(lost, Cancellation);

        Assert.True(await other.TryRenewAsync(lease, Cancellation));
        Assert.Null(await mine.TryAcquireAsync(Name, Duration, Cancellation));
    }

    [Fact]
    public async Task Release_ByTheHolder_FreesTheLockAtOnce()
    {
        var (mine, other) = (Connect(), Connect());
        var lease = (await mine.TryAcquireAsync(Name, Duration, Cancellation))!;

        await mine.ReleaseAsync(lease, Cancellation);

        Assert.False(await mine.TryRenewAsync(lease, Cancellation));
        Assert.NotNull(await other.TryAcquireAsync(Name, Duration, Cancellation));
    }

    [Fact]
    public async Task Acquire_ByManyAtOnce_SucceedsForOne()
    {
        for (var round = 0; round < 20; round++)
        {
            var name = $"{Name}{round}";
            var leases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Connect())
                .Select(host => Task.Run(() => host.TryAcquireAsync(name, Duration, Cancellation), Cancellation)));

            Assert.Single(leases, lease => lease is not null);
        }
    }

    private protected abstract ITimerLock Connect();

    private protected virtual void Advance(TimeSpan by) => Time.Advance(by);
}
