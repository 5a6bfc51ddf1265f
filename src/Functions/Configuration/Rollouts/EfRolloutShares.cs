using ToskaMesh.Shared.Configuration.Rollouts;

namespace ToskaMesh.Functions.Configuration.Rollouts;

internal sealed class EfRolloutShares : IRolloutShares
{
    public Task<IReadOnlyList<RolloutShare>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<RolloutShare>>([]);
}
