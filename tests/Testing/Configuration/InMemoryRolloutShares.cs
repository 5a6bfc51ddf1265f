using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Testing.Configuration;

/// <summary>Rollouts that are under way because a test says so.</summary>
public sealed class InMemoryRolloutShares(InMemoryMeshStore store) : IRolloutShares
{
    public List<RolloutShare> Said { get; } = [];

    public Task<IReadOnlyList<RolloutShare>> ListAsync(CancellationToken cancellationToken) =>
        store.WithinAsync<IReadOnlyList<RolloutShare>>(() => [.. Said], cancellationToken);

    internal bool IsRolling(Guid? id) => Said.Exists(share => share.ConfigurationId == id);
}
