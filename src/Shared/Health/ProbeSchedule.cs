using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Health;

/// <summary>
/// When an instance is probed: each interval, at a place within it that its id decides. So instances that came together
/// are not probed together, whoever probes next goes on at the same beat, and nothing has to be stored for it.
/// </summary>
public static class ProbeSchedule
{
    // Instances that were never probed do not wait for their beat, and are still not all probed in one instant.
    private static readonly TimeSpan FirstSpread = TimeSpan.FromSeconds(1);

    /// <summary>The moments from <paramref name="start"/> to before <paramref name="end"/>, in order.</summary>
    /// <param name="instance">With a check that is probed.</param>
    /// <param name="start">Included.</param>
    /// <param name="end">Not included.</param>
    public static IEnumerable<DateTimeOffset> Within(ServiceInstance instance, DateTimeOffset start, DateTimeOffset end)
    {
        var interval = instance.HealthCheck!.Interval;
        var place = Hash(instance.ServiceId.Value);
        var due = FirstBeat(start, interval, place);
        if (instance.Probe is null)
        {
            var spread = FirstSpread < interval ? FirstSpread : interval;
            var soon = start + TimeSpan.FromTicks((long)(place % (ulong)spread.Ticks));
            if (soon < due)
            {
                yield return soon;
            }
        }

        for (; due < end; due += interval)
        {
            yield return due;
        }
    }

    private static DateTimeOffset FirstBeat(DateTimeOffset start, TimeSpan interval, ulong place)
    {
        var phase = (long)(place % (ulong)interval.Ticks);
        var since = (start.UtcTicks - phase) % interval.Ticks;
        return since == 0 ? start : start + TimeSpan.FromTicks(interval.Ticks - since);
    }

    // FNV-1a, 64 bits: the same in every process and version, unlike a string's own hash.
    private static ulong Hash(string id)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in id)
        {
            hash = unchecked((hash ^ character) * 1099511628211UL);
        }

        return hash;
    }
}
