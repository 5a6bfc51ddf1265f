using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary>What became of requests.</summary>
/// <param name="Canary">To those with the version, sent since each of them got it; of the last hour at most.</param>
/// <param name="Stable">What these are compared with: requests to those whom the version is for and who do not have it, of the last hour at most, and what was last known where these say too little.</param>
public sealed record RolloutFiguresAnswer(RequestFigures Canary, RequestFigures Stable);
