using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary><see cref="RolloutBaseline"/> as it is stored; rows from before it have none, and the next turn takes one down.</summary>
internal sealed record StoredRolloutBaseline(IReadOnlyList<string> Ill)
{
    public static StoredRolloutBaseline Of(RolloutBaseline baseline) => new([.. baseline.Ill.Select(id => id.Value)]);

    public RolloutBaseline ToBaseline() => new([.. Ill.Select(InstanceId.Parse)]);
}
