namespace ToskaMesh.Shared.Observations;

/// <summary>How the minutes of figures are told apart.</summary>
/// <param name="Since">The first minute that is not before.</param>
/// <param name="Recent">The first minute that is recent. There is no last one: a gateway's clock may be ahead.</param>
public sealed record FigurePeriods(DateTimeOffset Since, DateTimeOffset Recent)
{
    /// <param name="began">When that began from which they are seen.</param>
    public static FigurePeriods Of(DateTimeOffset began, DateTimeOffset now) =>
        new(WindowFigures.MinuteOf(began), WindowFigures.MinuteOf(now) - TimeSpan.FromMinutes(1));

    public FigurePeriod PeriodOf(DateTimeOffset minute) => PeriodOf(minute < Since, minute >= Recent);

    public static FigurePeriod PeriodOf(bool isBefore, bool isRecent) =>
        isBefore ? FigurePeriod.Before : isRecent ? FigurePeriod.Recent : FigurePeriod.Since;
}
