using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What became of requests in a stretch of time, to the new version and to the old one.</summary>
/// <param name="Figures">Of the new version.</param>
/// <param name="Stable">Of the old one, in the same stretch.</param>
public sealed record GateWindow(RequestFigures Figures, RequestFigures Stable);
