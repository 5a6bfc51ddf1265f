using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;

namespace ToskaMesh.Functions.Configuration.Rollouts;

internal static class RolloutQueries
{
    /// <summary>The rollout of that id, if it is one of that configuration.</summary>
    public static async Task<Rollout?> FindAsync(this IRolloutStore rollouts, ConfigurationKey key, string id, CancellationToken cancellationToken) =>
        Guid.TryParse(id, out var guid) && await rollouts.FindAsync(guid, cancellationToken) is { } rollout && rollout.Key == key ? rollout : null;
}
