using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Testing.Registry;

public sealed class InMemoryPublicationMark : IPublicationMark
{
    private readonly InMemoryMeshStore _store;

    internal InMemoryPublicationMark(InMemoryMeshStore store) => _store = store;

    public Task<long> BeginEpochAsync(long epoch, CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () =>
            {
                if (_store.Epoch == 0)
                {
                    (_store.Epoch, _store.EpochStartedAt) = (epoch, _store.Now);
                }

                return _store.Epoch;
            },
            cancellationToken);

    public Task RecordAsync(TableVersion published, CancellationToken cancellationToken) =>
        _store.WithinAsync(() => _store.Published = published > _store.Published ? published : _store.Published, cancellationToken);

    public Task<TableVersion?> ReadAsync(CancellationToken cancellationToken) =>
        _store.WithinAsync<TableVersion?>(() => _store.Published == default ? null : _store.Published, cancellationToken);
}
