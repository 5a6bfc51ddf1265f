namespace ToskaMesh.Shared.Observations;

/// <summary>Which figures count.</summary>
public static class FigureRules
{
    /// <summary>Whether the window lies in the time that is kept: not before it, and not in a future that no clock of ours shows.</summary>
    public static bool IsKept(WindowFigures window, DateTimeOffset now) =>
        window.Minute > LastForgotten(now) && window.End <= now + ObservationLimits.Skew;

    /// <summary>The last minute whose figures do not count any more, whether or not they are still there.</summary>
    public static DateTimeOffset LastForgotten(DateTimeOffset now) => WindowFigures.MinuteOf(now - ObservationLimits.FigureRetention);

    /// <summary>Whether the window was not counted before.</summary>
    /// <param name="countedUntil">The end of the last window that was counted in its minute, for the same gateway, instance and mark; null before the first.</param>
    public static bool IsNew(WindowFigures window, DateTimeOffset? countedUntil) => countedUntil is null || window.Start >= countedUntil;

    /// <summary>
    /// Whether it is neither new nor sent again as it was: two processes report by one gateway's name, or its clock was set
    /// back. Such a window is lost.
    /// </summary>
    public static bool IsLost(WindowFigures window, DateTimeOffset? countedUntil) => window.Start < countedUntil && window.End > countedUntil;
}
