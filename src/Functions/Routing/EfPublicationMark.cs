using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Routing;

/// <summary>The publication mark in the mesh store.</summary>
internal sealed class EfPublicationMark(IDbContextFactory<MeshDbContext> contexts, StoreWriter writer) : IPublicationMark
{
    public Task<long> BeginEpochAsync(long epoch, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.TheState,
            async (transaction, ct) =>
            {
                var state = await transaction.LockStateAsync(ct);
                if (state.Epoch == 0)
                {
                    (state.Epoch, state.EpochStartedAt) = (epoch, transaction.Now);
                    transaction.SaveState();
                }

                return state.Epoch;
            },
            cancellationToken);

    public Task RecordAsync(TableVersion published, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.TheState,
            async (transaction, ct) =>
            {
                var state = await transaction.LockStateAsync(ct);
                var isNewer = published > new TableVersion(state.PublishedEpoch, state.PublishedVersion);
                if (isNewer)
                {
                    (state.PublishedEpoch, state.PublishedVersion) = (published.Epoch, published.Version);
                    transaction.SaveState();
                }

                return isNewer;
            },
            cancellationToken);

    public Task<TableVersion?> ReadAsync(CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync<TableVersion?>(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var state = await context.State.AsNoTracking().SingleAsync(cancellationToken);
            return state.PublishedVersion > 0 ? new TableVersion(state.PublishedEpoch, state.PublishedVersion) : null;
        });
}
