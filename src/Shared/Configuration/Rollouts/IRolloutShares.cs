using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>Who gets a new version by now.</summary>
public interface IRolloutShares
{
    /// <summary>Of the rollouts that are under way, at most one a configuration.</summary>
    /// <exception cref="StoreUnavailableException">It could not be read: which is not the same as none.</exception>
    Task<IReadOnlyList<RolloutShare>> ListAsync(CancellationToken cancellationToken);

    /// <summary>What the rollouts of settings that are under way give to one instance, at most one a configuration. It reads no other instance's: each instance asks for its own again and again.</summary>
    /// <exception cref="StoreUnavailableException">As above.</exception>
    Task<IReadOnlyList<GivenVersion>> ListGivenAsync(InstanceId instance, CancellationToken cancellationToken);
}
