using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Observations;

/// <summary>What all gateways together counted about an instance in a period, of requests that were sent under one mark.</summary>
/// <param name="Mark"><see cref="WindowFigures.Mark"/>.</param>
public sealed record InstanceFigures(InstanceId ServiceId, long Mark, FigurePeriod Period, RequestFigures Figures);
