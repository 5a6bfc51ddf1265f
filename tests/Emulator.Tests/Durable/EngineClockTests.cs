using ToskaMesh.Emulator.Durable.Dispatch;

namespace ToskaMesh.Emulator.Tests.Durable;

/// <summary>The engine's clock beside a wall clock that is set.</summary>
public class EngineClockTests
{
    private static readonly DateTime Noon = DurableWorld.Noon.UtcDateTime;

    [Fact]
    public void WallClock_SetBack_LetsTheClockGoOn()
    {
        var time = new SettableTime { Wall = DurableWorld.Noon };
        var clock = new EngineClock(time, default);
        Assert.Equal(Noon, clock.Now);
        time.Wall -= TimeSpan.FromHours(1);
        Assert.Equal(Noon, clock.Now);
        time.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(Noon.AddMinutes(1), clock.Now);
        time.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(Noon.AddMinutes(2), clock.Now);
        Assert.Equal(DateTimeKind.Utc, clock.Now.Kind);
    }

    [Fact]
    public void WallClock_SetForward_TakesTheClockAlong()
    {
        var time = new SettableTime { Wall = DurableWorld.Noon };
        var clock = new EngineClock(time, default);
        time.Wall += TimeSpan.FromHours(1);
        Assert.Equal(Noon.AddHours(1), clock.Now);
        time.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(Noon.AddMinutes(61), clock.Now);
    }

    [Fact]
    public void Clock_OfAStoreThatKnowsALaterTime_GoesOnFromThere()
    {
        var time = new SettableTime { Wall = DurableWorld.Noon };
        var clock = new EngineClock(time, Noon.AddHours(2));
        time.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(Noon.AddHours(2).AddMinutes(1), clock.Now);
    }

    private sealed class SettableTime : TimeProvider
    {
        private long _timestamp;

        public DateTimeOffset Wall { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time)
        {
            Wall += time;
            _timestamp += time.Ticks;
        }

        public override DateTimeOffset GetUtcNow() => Wall;

        public override long GetTimestamp() => _timestamp;
    }
}
