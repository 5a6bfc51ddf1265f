using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>Looks at what a rollout does, for one kind of configuration.</summary>
public interface IRolloutEvidence
{
    ConfigurationKind Kind { get; }

    /// <exception cref="StoreUnavailableException">Nothing could be seen, which is no evidence.</exception>
    Task<RolloutEvidence> GatherAsync(Rollout rollout, CancellationToken cancellationToken);
}
