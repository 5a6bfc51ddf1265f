namespace ToskaMesh.Shared.Observations;

/// <summary>What all gateways together counted about a version of an explicit route in a period, of requests that were given to it under one mark.</summary>
/// <param name="Mark"><see cref="WindowFigures.Mark"/>.</param>
public sealed record RouteFigures(long Version, long Mark, FigurePeriod Period, RequestFigures Figures);
