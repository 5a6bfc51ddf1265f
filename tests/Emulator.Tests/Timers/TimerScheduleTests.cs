using CsCheck;
using ToskaMesh.Emulator.Timers;

namespace ToskaMesh.Emulator.Tests.Timers;

public sealed class TimerScheduleTests
{
    private static readonly DateTimeOffset Noon = TimerWorld.Noon;

    [Theory]
    [InlineData("0 */5 * * * *", "2026-03-02T12:05:00Z")]
    [InlineData("*/5 * * * *", "2026-03-02T12:05:00Z")]
    [InlineData("*/5 * * * * *", "2026-03-02T12:00:05Z")]
    [InlineData("0 30 9 * * 1-5", "2026-03-03T09:30:00Z")]
    [InlineData("0 0 12 * * *", "2026-03-03T12:00:00Z")]
    [InlineData("0 0 0 29 2 *", "2028-02-29T00:00:00Z")]
    [InlineData("00:05:00", "2026-03-02T12:05:00Z")]
    [InlineData("1.12:00:00", "2026-03-04T00:00:00Z")]
    public void Next_AtNoon_IsTheFirstOccurrenceAfterIt(string expression, string expected)
    {
        var schedule = TimerSchedule.Parse(expression, TimeZoneInfo.Utc);

        Assert.Equal(DateTimeOffset.Parse(expected), schedule.Next(Noon));
        Assert.Equal(TimeSpan.Zero, schedule.Next(Noon).Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("every day")]
    [InlineData("* * * *")]
    [InlineData("0 61 * * * *")]
    [InlineData("00:00:00")]
    [InlineData("-00:05:00")]
    public void Parse_NeitherNcrontabNorPositiveTimeSpan_SaysWhatToWrite(string expression)
    {
        var error = Assert.Throws<FormatException>(() => TimerSchedule.Parse(expression, TimeZoneInfo.Utc));

        Assert.Contains("0 */5 * * * *", error.Message);
    }

    [Theory]
    [InlineData("*/5 * * * * *", true)]
    [InlineData("* * * * * *", true)]
    [InlineData("0,30 * * * * *", true)]
    [InlineData("00:00:59", true)]
    [InlineData("0 * * * * *", false)]
    [InlineData("30 * * * * *", false)]
    [InlineData("* * * * *", false)]
    [InlineData("*/5 0 * * * *", false)]
    [InlineData("00:01:00", false)]
    public void IsSubMinute_MoreThanOneOccurrenceInEachMinute(string expression, bool expected) =>
        Assert.Equal(expected, TimerSchedule.Parse(expression, TimeZoneInfo.Utc).IsSubMinute);

    [Fact]
    public void Next_NoSuchDay_IsNever()
    {
        var schedule = TimerSchedule.Parse("0 0 0 30 2 *", TimeZoneInfo.Utc);

        Assert.Equal(TimerSchedule.Never, schedule.Next(Noon));
        Assert.Equal(TimerSchedule.Never, schedule.Next(TimerSchedule.Never));
    }

    [Theory]
    [InlineData("2026-03-29T00:50:00Z")]
    [InlineData("2026-03-29T01:10:00Z")]
    public void Next_InTheSkippedHour_RunsAsMuchLaterAsTheClockJumped(string after)
    {
        var schedule = TimerSchedule.Parse("0 30 2 * * *", TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

        Assert.Equal(DateTimeOffset.Parse("2026-03-29T01:30:00Z"), schedule.Next(DateTimeOffset.Parse(after)));
    }

    [Fact]
    public void Next_AnyScheduleZoneAndTime_IsStrictlyAfterAndFitsTheMinuteAndSecond() =>
        TimerScheduleGen.Any.Sample((expression, zone, after) =>
        {
            var next = TimerSchedule.Parse(expression, zone).Next(after);
            return next > after && next < after.AddYears(9);
        });

    [Fact]
    public void Next_AnythingBetween_HasNoOccurrence() => TimerScheduleGen.Any.Sample((expression, zone, after) =>
    {
        var schedule = TimerSchedule.Parse(expression, zone);
        var next = schedule.Next(after);
        var between = after + ((next - after) / 2);
        return schedule is IntervalTimerSchedule || schedule.Next(between) == next;
    });
}
