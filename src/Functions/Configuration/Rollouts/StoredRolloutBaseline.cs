using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary><see cref="RolloutBaseline"/> as it is stored; rows from before it have none, and the next turn takes one down.</summary>
internal sealed record StoredRolloutBaseline(DateTimeOffset Since, RequestFigures Candidate, RequestFigures Stable, IReadOnlyList<string> Ill)
{
    public bool IsSettling { get; init; }

    public static StoredRolloutBaseline Of(RolloutBaseline baseline) =>
        new(baseline.Since, baseline.Candidate, baseline.Stable, [.. baseline.Ill.Select(id => id.Value)]) { IsSettling = baseline.IsSettling };

    public RolloutBaseline ToBaseline() => new(Since, Candidate, Stable, [.. Ill.Select(InstanceId.Parse)]) { IsSettling = IsSettling };
}
