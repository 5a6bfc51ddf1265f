using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary>What became of requests.</summary>
/// <param name="Canary">To those with the version, since each of them got it.</param>
/// <param name="Stable">To the others of the same services, since the rollout began.</param>
public sealed record RolloutFiguresAnswer(RequestFigures Canary, RequestFigures Stable);
