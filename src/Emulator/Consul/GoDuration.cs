#nullable disable

using System.Globalization;

namespace Consul;

/// <summary>
/// Durations as Go writes them. Also with the package's mistake, so that nobody relies here on what fails there:
/// hours are rounded, and 90 minutes come out as <c>2h30m0s</c>.
/// </summary>
internal static class GoDuration
{
    public static string Of(TimeSpan span)
    {
        if (span == TimeSpan.Zero)
        {
            return "0";
        }

        if (span < TimeSpan.FromSeconds(1))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0}ms");
        }

        var hours = span >= TimeSpan.FromHours(1) ? string.Create(CultureInfo.InvariantCulture, $"{Math.Round(span.TotalHours, MidpointRounding.AwayFromZero):0}h") : "";
        var minutes = span >= TimeSpan.FromMinutes(1) ? string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}m") : "";
        var fraction = span.Milliseconds > 0 ? string.Create(CultureInfo.InvariantCulture, $".{span.Milliseconds:000}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{hours}{minutes}{span.Seconds}{fraction}s");
    }
}
