using NCrontab;

namespace ToskaMesh.Emulator.Timers;

/// <summary>
/// NCRONTAB in a time zone. NCrontab knows only wall-clock times, so the changes of the clock are decided here:
/// a time in the hour that is skipped runs as much later as the clock jumped; in the hour that comes twice, a schedule
/// with a wildcard, range or step in seconds, minutes or hours runs in both passes, any other in the first only.
/// </summary>
internal sealed class CronTimerSchedule : TimerSchedule
{
    // The end of what DateTime can hold in every zone.
    private static readonly DateTimeOffset Horizon = DateTimeOffset.MaxValue.AddDays(-2);

    private static readonly DateTimeOffset Origin = DateTimeOffset.MinValue.AddDays(2);

    // No zone of today puts its clock forward by more.
    private static readonly TimeSpan LongestJump = TimeSpan.FromHours(2);

    private readonly CrontabSchedule _crontab;
    private readonly TimeZoneInfo _zone;
    private readonly bool _repeats;

    public CronTimerSchedule(CrontabSchedule crontab, TimeZoneInfo zone)
    {
        _crontab = crontab;
        _zone = zone;
        var fields = crontab.ToString().Split(' ');
        var timeOfDay = fields.Take(fields.Length - 3);
        _repeats = timeOfDay.Any(field => field.AsSpan().IndexOfAny('*', '-', '/') >= 0);
        IsSubMinute = fields.Length == 6 && fields.Skip(1).All(field => field == "*") && OccurrencesInAMinute() > 1;
    }

    public override bool IsSubMinute { get; }

    public override DateTimeOffset Next(DateTimeOffset after)
    {
        if (after >= Horizon)
        {
            return Never;
        }

        var local = TimeZoneInfo.ConvertTime(after, _zone);
        var next = Earlier(FirstAfter(local.DateTime, after), FirstSkipped(local, after));
        if (!_repeats || !_zone.IsAmbiguousTime(local.DateTime))
        {
            return next;
        }

        // In the first pass of a repeated hour the second pass comes before any later wall-clock time.
        return Earlier(next, FirstAfter(local.DateTime - Overlap(local.DateTime), after));
    }

    public override string ToString() => $"'{_crontab}' in {_zone.Id}";

    // Just after the clock was put forward, times of the hour that it skipped are still to come: they lie behind on the wall.
    private DateTimeOffset FirstSkipped(DateTimeOffset local, DateTimeOffset after)
    {
        var jump = after < Origin ? TimeSpan.Zero : local.Offset - _zone.GetUtcOffset(after - LongestJump);
        return jump > TimeSpan.Zero ? FirstAfter(local.DateTime - jump, after) : Never;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private DateTimeOffset FirstAfter(DateTime wall, DateTimeOffset after)
    {
        while ((wall = _crontab.GetNextOccurrence(wall)) < Horizon.DateTime)
        {
            if (InstantsOf(wall).Where(instant => instant > after).Cast<DateTimeOffset?>().FirstOrDefault() is { } found)
            {
                return found.ToUniversalTime();
            }
        }

        return Never;
    }

    private IEnumerable<DateTimeOffset> InstantsOf(DateTime wall)
    {
        if (!_zone.IsAmbiguousTime(wall))
        {
            yield return new DateTimeOffset(wall, OffsetBeforeGap(wall));
            yield break;
        }

        var offsets = _zone.GetAmbiguousTimeOffsets(wall);
        yield return new DateTimeOffset(wall, offsets.Max());
        if (_repeats)
        {
            yield return new DateTimeOffset(wall, offsets.Min());
        }
    }

    private TimeSpan OffsetBeforeGap(DateTime wall)
    {
        while (_zone.IsInvalidTime(wall))
        {
            wall = wall.AddMinutes(-30);
        }

        return _zone.GetUtcOffset(wall);
    }

    private TimeSpan Overlap(DateTime wall)
    {
        var offsets = _zone.GetAmbiguousTimeOffsets(wall);
        return offsets.Max() - offsets.Min();
    }

    // NCrontab leaves both ends out: this is the whole minute 00:00.
    private int OccurrencesInAMinute()
    {
        var midnight = new DateTime(2000, 1, 1);
        return _crontab.GetNextOccurrences(midnight.AddSeconds(-1), midnight.AddMinutes(1)).Count();
    }
}
