using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Health;

/// <summary>
/// A time in which nobody could renew, because nothing of the control plane was awake. Each lease that was running as it
/// began starts anew at its end, as etcd's do with a new leader: a lease is a promise to be there for whoever renews.
/// What had run out before stays so.
/// </summary>
/// <param name="From">When the control plane was last seen awake.</param>
/// <param name="Until">When it was seen awake again.</param>
public readonly record struct Absence(DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>A longer gap than this between two ticks is an absence: two ticks are missing. In resting mode <see cref="RestingGap"/>.</summary>
    public static TimeSpan DefaultGap { get; } = TimeSpan.FromSeconds(12.5);

    public static TimeSpan RestingGap { get; } = TimeSpan.FromMinutes(12.5);

    /// <summary>
    /// For how long absences that follow each other are one. Without it a control plane that is back for less than a
    /// heartbeat's interval would make live instances fail; without an end, one whose ticks are always late would find no
    /// dead one.
    /// </summary>
    public static TimeSpan Memory { get; } = TimeSpan.FromMinutes(2);

    /// <summary>The last absence as it stands where the control plane is seen awake.</summary>
    /// <param name="last">Null where there was none yet.</param>
    /// <param name="lastTick">When it was seen awake before; null in a new store.</param>
    /// <param name="gap">See <see cref="DefaultGap"/>.</param>
    public static Absence? Next(Absence? last, DateTimeOffset? lastTick, DateTimeOffset now, TimeSpan gap) =>
        lastTick is { } from && now - from > gap ? new Absence(last?.From > now - Memory ? last.Value.From : from, now) : last;

    /// <summary>Whether a lease that has run out by itself goes on, because it began anew at the end.</summary>
    public bool Spares(ServiceInstance instance, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return instance.ExpiresAt > From && instance.Lease > now - Until;
    }
}
