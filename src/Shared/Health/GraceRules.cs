namespace ToskaMesh.Shared.Health;

/// <summary>
/// The grace after the control plane slept: nobody could renew, so nothing expires for a while. A sleep is a gap in
/// the stored time when it was last seen awake, never the start of a process, because each function may run in its
/// own instances. A tick notes that time; where timers stop, reads do, or they would see a sleep without an end. A store without any tick is new and has not slept: what was registered in it expires by time.
/// </summary>
public static class GraceRules
{
    /// <summary>How long a wake-up holds expiry back.</summary>
    public static TimeSpan DefaultLength { get; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest pause between two ticks that is no sleep.</summary>
    public static TimeSpan DefaultGap { get; } = TimeSpan.FromSeconds(60);

    /// <summary>The same in resting mode: three of its ticks.</summary>
    public static TimeSpan RestingGap { get; } = TimeSpan.FromMinutes(15);

    /// <summary>For whoever notes that the control plane is awake, and stores the answer together with the time.</summary>
    /// <returns>Until when nothing expires; null when there is no grace.</returns>
    public static DateTimeOffset? Decide(
        DateTimeOffset? lastTick, DateTimeOffset? graceUntil, DateTimeOffset now, TimeSpan gap, TimeSpan grace)
    {
        if (HasSlept(lastTick, now, gap))
        {
            return now + grace;
        }

        // A clock that was set back must not leave a grace of hours behind.
        return graceUntil > now + grace ? now + grace : graceUntil > now ? graceUntil : null;
    }

    /// <summary>For a read or a write, which may be what wakes the control plane, before its first tick.</summary>
    public static bool IsActive(DateTimeOffset? lastTick, DateTimeOffset? graceUntil, DateTimeOffset now, TimeSpan gap) =>
        graceUntil > now || HasSlept(lastTick, now, gap);

    /// <summary>Whether a read notes that the control plane is awake, because no tick did; early enough that the next one sees neither sleep nor absence.</summary>
    /// <param name="gap">The shorter of the two.</param>
    public static bool IsNoteDue(DateTimeOffset? lastTick, DateTimeOffset now, TimeSpan gap) => now - lastTick > gap / 2;

    private static bool HasSlept(DateTimeOffset? lastTick, DateTimeOffset now, TimeSpan gap) => now - lastTick > gap;
}
