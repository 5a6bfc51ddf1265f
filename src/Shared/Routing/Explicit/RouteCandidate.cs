using System.Text.Json.Serialization;

namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>The version that a rollout brings.</summary>
/// <param name="Rollout">Part of the hash that assigns sticky requests, so that other rollouts meet other callers first.</param>
/// <param name="Percent">0 to 100: how many of the route's requests it gets.</param>
/// <param name="Version">Above 0.</param>
public sealed record RouteCandidate(Guid Rollout, int Percent, long Version, RouteDefinition Definition)
{
    /// <summary>Under which gateways count the requests to both versions (<see cref="RoutedMark.Mark"/>); 0 before the rollout is judged, and in tables of older publishers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Mark { get; init; }

    public RouteVersion ToVersion() => new(Version, Definition);
}
