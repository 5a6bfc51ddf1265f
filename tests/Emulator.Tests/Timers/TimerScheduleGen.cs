using CsCheck;

namespace ToskaMesh.Emulator.Tests.Timers;

/// <summary>Schedules, zones with and without changes of the clock, and times that are often close to such a change.</summary>
internal static class TimerScheduleGen
{
    public static readonly Gen<string> Expression = Gen.OneOf(
        Gen.OneOf("0 */5 * * * *", "*/15 * * * * *", "0 0 * * * *", "0 30 2 * * *", "0 30 1 * * *", "0 0 3 * * 1-5"),
        Gen.OneOf("0 15,45 1,2 * * *", "30 59 23 31 12 *", "0 0 0 29 2 *", "0 0 */7 * * *", "*/20 * * * *", "0 10-50/20 1-3 * * *"),
        Gen.Int[1, 100_000].Select(seconds => TimeSpan.FromSeconds(seconds).ToString()));

    public static readonly Gen<TimeZoneInfo> Zone = Gen.OneOf(
        TimeZoneInfo.Utc,
        TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
        TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles"),
        TimeZoneInfo.FindSystemTimeZoneById("Australia/Lord_Howe"),
        TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata"));

    private static readonly Gen<DateTimeOffset> AnyTime =
        Gen.Long[0, 10 * 365 * 86_400L].Select(seconds => new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds));

    // Berlin and Los Angeles, spring and autumn 2026, Lord Howe in autumn.
    private static readonly Gen<DateTimeOffset> NearAChange = Gen.Select(
        Gen.OneOf(
            new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2026, 10, 25, 1, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2026, 3, 8, 10, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2026, 4, 4, 15, 0, 0, TimeSpan.Zero)),
        Gen.Int[-10_000_000, 10_000_000]).Select((change, milliseconds) => change.AddMilliseconds(milliseconds));

    public static readonly Gen<DateTimeOffset> Time = Gen.OneOf(AnyTime, NearAChange);

    public static readonly Gen<(string Expression, TimeZoneInfo Zone, DateTimeOffset After)> Any =
        Gen.Select(Expression, Zone, Time);
}
