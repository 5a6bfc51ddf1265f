using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What a rollout that is under way gives to whom.</summary>
/// <param name="Version">The new version.</param>
/// <param name="Hash">Of the new version.</param>
/// <param name="StableVersion">What everybody else has: <see cref="ConfigurationHead.Active"/>; 0 where they have none.</param>
/// <param name="Percent">0 to 100. Of a route, the requests that the new version gets.</param>
/// <param name="Assigned">Of settings, the instances that get the new version.</param>
public sealed record RolloutShare(
    Guid RolloutId,
    Guid ConfigurationId,
    ConfigurationKey Key,
    ConfigurationKind Kind,
    long Version,
    string Hash,
    long StableVersion,
    int Percent,
    IReadOnlySet<InstanceId> Assigned)
{
    /// <summary><see cref="Rollout.Round"/>.</summary>
    public int Round { get; init; }

    /// <summary>Of a route, <see cref="Rollout.Mark"/>; else 0.</summary>
    public long Mark { get; init; }

    /// <summary>Of instances, <see cref="RolloutMember.Mark"/>; without one none.</summary>
    public IReadOnlyDictionary<InstanceId, long> Marks { get; init; } = new Dictionary<InstanceId, long>();

    /// <summary>Another one whenever instances are to say anew whether they run the version, also one that they had before.</summary>
    public string Assignment => $"{RolloutId:n}/{Round}";
}
