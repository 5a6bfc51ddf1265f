namespace ToskaMesh.Emulator.Timers;

/// <summary>The rules of the genuine timer listener, without its clock and its storage.</summary>
internal static class TimerDecision
{
    /// <summary>At the start of a listener, and only there, a missed occurrence is past due.</summary>
    /// <param name="timer">The timer that starts.</param>
    /// <param name="stored">Null when nothing was ever stored, or the timer keeps no status.</param>
    /// <param name="now">The time of the start.</param>
    public static TimerStart AtStart(TimerDefinition timer, TimerStatus? stored, DateTimeOffset now)
    {
        var status = timer.KeepsStatus && stored is not null ? Reconciled(timer.Schedule, stored, now) : Fresh(timer.Schedule, now);
        status = AfterClockChange(timer.Schedule, status, status.LastUpdated, now);
        var run = timer.KeepsStatus && status.Next < now ? StartupRun.PastDue
            : timer.RunOnStartup ? StartupRun.OnStartup
            : StartupRun.None;
        return new TimerStart(status, MustStore: timer.KeepsStatus && status != stored, run);
    }

    /// <summary>
    /// After a run the next occurrence counts from its start, so that one that fell into the run follows at once.
    /// </summary>
    public static TimerStatus AfterRun(TimerSchedule schedule, DateTimeOffset startedAt) =>
        new(startedAt, schedule.Next(startedAt), startedAt);

    /// <summary>
    /// When the wall clock was set back, the old occurrence may be far away and an earlier one fit the schedule.
    /// </summary>
    public static TimerStatus AfterClockChange(
        TimerSchedule schedule, TimerStatus status, DateTimeOffset lastSeen, DateTimeOffset now)
    {
        if (now >= lastSeen)
        {
            return status;
        }

        var next = schedule.Next(now);
        return next < status.Next ? status with { Next = next, LastUpdated = now } : status;
    }

    private static TimerStatus Fresh(TimerSchedule schedule, DateTimeOffset now) => new(Last: null, schedule.Next(now), now);

    // A stored occurrence that the schedule would not give means that the schedule was edited: what the old one missed
    // is not past due under the new one.
    private static TimerStatus Reconciled(TimerSchedule schedule, TimerStatus stored, DateTimeOffset now)
    {
        var basis = stored.Last ?? stored.LastUpdated;
        var expected = schedule.Next(basis);
        if (expected == stored.Next)
        {
            return stored;
        }

        return expected < now ? Fresh(schedule, now) : new TimerStatus(Last: null, expected, basis);
    }
}
