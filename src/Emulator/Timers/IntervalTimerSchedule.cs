namespace ToskaMesh.Emulator.Timers;

internal sealed class IntervalTimerSchedule(TimeSpan interval) : TimerSchedule
{
    public override bool IsSubMinute => interval < TimeSpan.FromMinutes(1);

    public override DateTimeOffset Next(DateTimeOffset after) =>
        after < Never - interval ? (after + interval).ToUniversalTime() : Never;

    public override string ToString() => $"every {interval}";
}
