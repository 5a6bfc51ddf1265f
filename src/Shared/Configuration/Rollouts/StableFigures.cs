using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What became of requests that the old version answered, in the last hour at most.</summary>
/// <param name="Before">In minutes before the rollout began.</param>
/// <param name="Since">From then on.</param>
/// <param name="Recent">Of those, the ones of the last minutes.</param>
public sealed record StableFigures(RequestFigures Before, RequestFigures Since, RequestFigures Recent)
{
    public static StableFigures None { get; } = new(RequestFigures.None, RequestFigures.None, RequestFigures.None);

    public StableFigures With(FigurePeriod period, RequestFigures figures) => period switch
    {
        FigurePeriod.Before => this with { Before = Before + figures },
        FigurePeriod.Since => this with { Since = Since + figures },
        _ => this with { Since = Since + figures, Recent = Recent + figures },
    };
}
