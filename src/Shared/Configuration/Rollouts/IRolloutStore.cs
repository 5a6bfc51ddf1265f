using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>
/// Rollouts and how far they are. A change is durable when its task completes, with its events and its records in the
/// audit; it happens as a whole or not at all. Adapters decide nothing: <see cref="RolloutTurns"/> and
/// <see cref="RolloutStarts"/> do. Those that cannot reach their store throw <see cref="StoreUnavailableException"/>.
/// </summary>
public interface IRolloutStore
{
    /// <summary>Begins one. Of those that race for one configuration one begins, unless they supersede each other.</summary>
    Task<RolloutStartResult> StartAsync(RolloutStart start, CancellationToken cancellationToken);

    Task<Rollout?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The one of that configuration that is under way.</summary>
    Task<Rollout?> FindUnderWayAsync(ConfigurationKey key, CancellationToken cancellationToken);

    /// <summary>The configurations with a rollout under way.</summary>
    Task<IReadOnlyList<ConfigurationKey>> ListUnderWayAsync(CancellationToken cancellationToken);

    /// <summary>Those of a configuration, the newest first, without their members.</summary>
    Task<Page<Rollout>> ListAsync(Guid configurationId, PageRequest page, CancellationToken cancellationToken);

    /// <summary>The newest mark that any rollout gave (<see cref="Rollout.Mark"/>), also one that is over; 0 before the first.</summary>
    Task<long> NewestMarkAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Stores a change, unless the rollout was changed since it was decided on, or the change gives a mark that is not
    /// newer than those that others gave. One that completes makes its version the
    /// one that holds.
    /// </summary>
    /// <param name="by">Who ordered it; null where time did.</param>
    /// <returns>False when it was not stored: decide anew.</returns>
    Task<bool> TryApplyAsync(RolloutChange change, ConfigurationAuthor? by, CancellationToken cancellationToken);

    /// <summary>
    /// Notes it where the rollout that is under way gave that version to that instance. The first refusal of an instance is
    /// a change of the rollout: what was decided without it is not stored. With it the registry notes that the instance's
    /// process spoke (<see cref="WriteRules.Acknowledge"/>), without renewing its lease.
    /// </summary>
    /// <returns>Whether something was noted.</returns>
    Task<bool> AcknowledgeAsync(RolloutAcknowledgement acknowledgement, CancellationToken cancellationToken);
}
