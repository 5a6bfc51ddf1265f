namespace ToskaMesh.Shared.Observations;

/// <summary>Which figures count.</summary>
public static class FigureRules
{
    /// <summary>Whether the window lies in the time that is kept: not before it, and not in a future that no clock of ours shows.</summary>
    public static bool IsKept(WindowFigures window, DateTimeOffset now) =>
        window.Minute > now - ObservationLimits.FigureRetention && window.End <= now + ObservationLimits.Skew;

    /// <summary>The oldest minute that is kept: what is older may be gone or not.</summary>
    public static DateTimeOffset FirstKept(DateTimeOffset now) => WindowFigures.MinuteOf(now - ObservationLimits.FigureRetention) + TimeSpan.FromMinutes(1);

    /// <summary>Whether the window was not counted before.</summary>
    /// <param name="countedUntil">The end of the last window that was counted in its minute, for the same gateway and instance; null before the first.</param>
    public static bool IsNew(WindowFigures window, DateTimeOffset? countedUntil) => countedUntil is null || window.Start >= countedUntil;
}
