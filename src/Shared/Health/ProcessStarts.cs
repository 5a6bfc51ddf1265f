using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Health;

/// <summary>
/// Tells from what an instance sends when its process started, since a process that starts registers. One that registers
/// as something else has started. One that registers as exactly the same has, too, if it was heard of since it last did:
/// otherwise it is an instance that keeps its lease by registering again and again, or a registration that was sent twice.
/// Pure.
/// </summary>
public static class ProcessStarts
{
    /// <summary>When it last started, as of an identical registration at <paramref name="now"/>.</summary>
    public static DateTimeOffset AfterSame(ServiceInstance existing, DateTimeOffset now) =>
        existing.LastHealthCheck >= existing.StartedAt ? AfterChange(existing, now) : existing.StartedAt;

    /// <summary>When it last started, as of another registration at <paramref name="now"/>. Clocks differ, so it is later than all that is known of before.</summary>
    public static DateTimeOffset AfterChange(ServiceInstance existing, DateTimeOffset now)
    {
        var last = existing.LastHealthCheck > existing.StartedAt ? existing.LastHealthCheck.Value : existing.StartedAt;
        return now > last ? now : last.AddTicks(1);
    }
}
