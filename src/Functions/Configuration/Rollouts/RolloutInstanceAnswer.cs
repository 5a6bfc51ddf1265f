using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary>An instance with the version of a rollout; of a route one that the version sends requests to.</summary>
public sealed record RolloutInstanceAnswer
{
    public required string InstanceId { get; init; }

    /// <summary>Absent when it left, and of a rollout that is over.</summary>
    public HealthStatus? Status { get; init; }

    /// <summary>Whether it registered anew since it got the version.</summary>
    public required bool Restarted { get; init; }

    /// <summary>Whether it said that it runs the version; absent when it said nothing.</summary>
    public bool? Applied { get; init; }

    public string? Error { get; init; }

    public required long Requests { get; init; }

    public required long Failures { get; init; }

    public required long ServerErrors { get; init; }

    internal static IEnumerable<RolloutInstanceAnswer> From(Rollout rollout, RolloutObservation seen)
    {
        var errors = rollout.Members.ToDictionary(member => member.Id, member => member.Error);
        return seen.Canaries.Select(canary => new RolloutInstanceAnswer
        {
            InstanceId = canary.Id.Value,
            Status = canary.Status,
            Restarted = canary.HasRestarted,
            Applied = errors.ContainsKey(canary.Id) ? canary.Applied : null,
            Error = errors.GetValueOrDefault(canary.Id),
            Requests = canary.Figures.Requests,
            Failures = canary.Figures.Failures,
            ServerErrors = canary.Figures.ServerErrors,
        });
    }
}
