using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What became of requests that a version answers for.</summary>
/// <param name="Whole">Of the last hour at most.</param>
/// <param name="Recent">Of those, the ones of the last minutes (<see cref="FigurePeriod.Recent"/>).</param>
public sealed record CountedFigures(RequestFigures Whole, RequestFigures Recent)
{
    public static CountedFigures None { get; } = new(RequestFigures.None, RequestFigures.None);

    public static CountedFigures operator +(CountedFigures left, CountedFigures right) => new(left.Whole + right.Whole, left.Recent + right.Recent);

    public CountedFigures With(FigurePeriod period, RequestFigures figures) =>
        new(Whole + figures, period is FigurePeriod.Recent ? Recent + figures : Recent);
}
