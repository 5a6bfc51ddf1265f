using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What became of requests to a service in a stretch of time, to the new version and to the old one.</summary>
/// <param name="Service">Its name; empty of a route.</param>
/// <param name="Figures">Of the new version.</param>
/// <param name="Stable">Of the old one: what there is to compare with.</param>
public sealed record GateWindow(string Service, RequestFigures Figures, RequestFigures Stable);
