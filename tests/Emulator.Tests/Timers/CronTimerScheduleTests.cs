using ToskaMesh.Emulator.Timers;

namespace ToskaMesh.Emulator.Tests.Timers;

/// <summary>Changes of the clock in Los Angeles in 2026: 02:00 becomes 03:00 on 8 March, 02:00 becomes 01:00 on 1 November.</summary>
public sealed class CronTimerScheduleTests
{
    private static readonly TimeZoneInfo LosAngeles = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    [Fact]
    public void Next_InAZone_ReadsTheFieldsThere() =>
        AssertRuns("0 30 9 * * *", "2026-03-02T08:00-08:00", "2026-03-02T17:30Z", "2026-03-03T17:30Z");

    [Fact]
    public void Next_PointInTheSkippedHour_RunsAnHourLaterOnce() =>
        AssertRuns("0 30 2 * * *", "2026-03-07T12:00-08:00", "2026-03-08T03:30-07:00", "2026-03-09T02:30-07:00");

    [Fact]
    public void Next_IntervalOverTheSkippedHour_KeepsItsPace() => AssertRuns(
        "0 */30 * * * *", "2026-03-08T01:10-08:00", "2026-03-08T01:30-08:00", "2026-03-08T03:00-07:00", "2026-03-08T03:30-07:00");

    [Fact]
    public void Next_PointInTheRepeatedHour_RunsInTheFirstPassOnly() =>
        AssertRuns("0 30 1 * * *", "2026-10-31T12:00-07:00", "2026-11-01T01:30-07:00", "2026-11-02T01:30-08:00");

    [Fact]
    public void Next_PointInTheRepeatedHourAskedInTheSecondPass_IsTheNextDay() =>
        AssertRuns("0 30 1 * * *", "2026-11-01T01:10-08:00", "2026-11-02T01:30-08:00");

    [Fact]
    public void Next_IntervalOverTheRepeatedHour_RunsInBothPasses() => AssertRuns(
        "0 */30 * * * *",
        "2026-11-01T00:40-07:00",
        "2026-11-01T01:00-07:00",
        "2026-11-01T01:30-07:00",
        "2026-11-01T01:00-08:00",
        "2026-11-01T01:30-08:00",
        "2026-11-01T02:00-08:00");

    [Fact]
    public void Next_EveryTenSecondsThroughTheRepeatedHour_SkipsNone()
    {
        var schedule = TimerSchedule.Parse("*/10 * * * * *", LosAngeles);
        var time = DateTimeOffset.Parse("2026-11-01T00:59:50-07:00");

        for (var tick = 0; tick < 3 * 360; tick++)
        {
            var next = schedule.Next(time);
            Assert.Equal(time.AddSeconds(10), next);
            time = next;
        }
    }

    private static void AssertRuns(string expression, string after, params string[] expected)
    {
        var schedule = TimerSchedule.Parse(expression, LosAngeles);
        var time = DateTimeOffset.Parse(after);
        foreach (var next in expected)
        {
            time = schedule.Next(time);
            Assert.Equal(DateTimeOffset.Parse(next), time);
        }
    }
}
