using ToskaMesh.Shared.Health;

namespace ToskaMesh.Shared.Registry;

/// <summary>The registry at one moment, with what the publisher must remember.</summary>
/// <param name="Services">Each with its instances, also those without any.</param>
/// <param name="Epoch">See <see cref="Routing.TableVersion"/>; 0 while the store has none yet.</param>
/// <param name="EpochStartedAt">When the epoch began; null while there is none.</param>
/// <param name="PublishedVersion">The store's own mark of the last version that was published; 0 before the first.</param>
/// <param name="Grace">What holds expiry back.</param>
public sealed record RegistrySnapshot(
    IReadOnlyList<ServiceWithInstances> Services,
    long Epoch,
    long PublishedVersion,
    DateTimeOffset? EpochStartedAt,
    DateTimeOffset TakenAt,
    LeaseGrace Grace);
