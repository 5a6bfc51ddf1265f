using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Health;

/// <summary>
/// Tells from what an instance sends when its process started, since a process that starts registers. One that registers
/// as something else has started. One that registers as exactly the same has, too, if it was heard of since it last did, by
/// a heartbeat, a report, or its word of which version it runs: otherwise it is an instance that keeps its lease by
/// registering again and again, or a registration that was sent twice. Pure.
/// </summary>
public static class ProcessStarts
{
    /// <summary>
    /// It said something that is no heartbeat, such as what it runs: its process is there, and whoever registers as the same
    /// after that is another. Its lease runs on. What clocks say does not matter: it spoke after it started.
    /// </summary>
    public static ServiceInstance Spoke(ServiceInstance existing, DateTimeOffset now)
    {
        var last = LastOf(existing);
        return existing with { LastHealthCheck = now > last ? now : last };
    }

    /// <summary>When it last started, as of an identical registration at <paramref name="now"/>.</summary>
    public static DateTimeOffset AfterSame(ServiceInstance existing, DateTimeOffset now) =>
        existing.LastHealthCheck >= existing.StartedAt ? AfterChange(existing, now) : existing.StartedAt;

    /// <summary>When it last started, as of another registration at <paramref name="now"/>. Clocks differ, so it is later than all that is known of before.</summary>
    public static DateTimeOffset AfterChange(ServiceInstance existing, DateTimeOffset now)
    {
        var last = LastOf(existing);
        return now > last ? now : last.AddTicks(1);
    }

    private static DateTimeOffset LastOf(ServiceInstance existing) =>
        existing.LastHealthCheck > existing.StartedAt ? existing.LastHealthCheck.Value : existing.StartedAt;
}
