using System.Globalization;
using NCrontab;

namespace ToskaMesh.Emulator.Timers;

/// <summary>When a timer is due: an NCRONTAB expression or a constant interval.</summary>
internal abstract class TimerSchedule
{
    /// <summary>What <see cref="Next"/> answers when there is no further occurrence.</summary>
    public static readonly DateTimeOffset Never = DateTimeOffset.MaxValue;

    /// <summary>Due more often than once a minute: the genuine host keeps no status of such a timer.</summary>
    public abstract bool IsSubMinute { get; }

    /// <returns>The first occurrence strictly after <paramref name="after"/>, in UTC.</returns>
    public abstract DateTimeOffset Next(DateTimeOffset after);

    /// <param name="expression">NCRONTAB with six fields (seconds first) or five, or a time span such as <c>00:05:00</c>.</param>
    /// <param name="zone">Where the fields of NCRONTAB are read; an interval has no zone.</param>
    /// <exception cref="FormatException">The expression is neither.</exception>
    public static TimerSchedule Parse(string expression, TimeZoneInfo zone)
    {
        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        var options = new CrontabSchedule.ParseOptions { IncludingSeconds = fields != 5 };
        if (CrontabSchedule.TryParse(expression, options) is { } crontab)
        {
            return new CronTimerSchedule(crontab, zone);
        }

        if (TimeSpan.TryParse(expression, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero)
        {
            return new IntervalTimerSchedule(interval);
        }

        throw new FormatException(
            $"The timer schedule '{expression}' is neither NCRONTAB nor a positive time span. Write six fields such as '0 */5 * * * *', or '00:05:00'.");
    }
}
