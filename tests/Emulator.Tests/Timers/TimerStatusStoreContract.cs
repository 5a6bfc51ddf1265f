using ToskaMesh.Emulator.Timers;

namespace ToskaMesh.Emulator.Tests.Timers;

/// <summary>What every store of timer status must do.</summary>
public abstract class TimerStatusStoreContract
{
    private static readonly TimerStatus Status = new(TimerWorld.Noon, TimerWorld.Noon.AddMinutes(5), TimerWorld.Noon.AddTicks(1));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_NothingStored_IsNull() => Assert.Null(await Create().ReadAsync("timers/b", Cancellation));

    [Fact]
    public async Task Read_Stored_IsWhatWasWritten()
    {
        var store = Create();

        await store.WriteAsync("timers/b", Status, Cancellation);

        Assert.Equal(Status, await store.ReadAsync("timers/b", Cancellation));
        Assert.Null(await store.ReadAsync("timers/c", Cancellation));
    }

    [Fact]
    public async Task Write_Again_Replaces()
    {
        var store = Create();
        await store.WriteAsync("timers/b", Status, Cancellation);

        await store.WriteAsync("timers/b", Status with { Last = null }, Cancellation);

        Assert.Equal(Status with { Last = null }, await store.ReadAsync("timers/b", Cancellation));
    }

    [Fact]
    public async Task Read_StorageFails_Throws()
    {
        var store = CreateFailing();

        await Assert.ThrowsAnyAsync<Exception>(() => store.ReadAsync("timers/b", Cancellation));
        await Assert.ThrowsAnyAsync<Exception>(() => store.WriteAsync("timers/b", Status, Cancellation));
    }

    private protected abstract ITimerStatusStore Create();

    private protected abstract ITimerStatusStore CreateFailing();
}
