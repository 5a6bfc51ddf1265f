using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>Who gets a new version by now.</summary>
public interface IRolloutShares
{
    /// <summary>Of the rollouts that are under way, at most one a configuration.</summary>
    /// <exception cref="StoreUnavailableException">It could not be read: which is not the same as none.</exception>
    Task<IReadOnlyList<RolloutShare>> ListAsync(CancellationToken cancellationToken);
}
