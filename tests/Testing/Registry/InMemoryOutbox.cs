using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Testing.Registry;

public sealed class InMemoryOutbox : IOutbox
{
    public const int MaxTries = 10;

    private readonly InMemoryMeshStore _store;
    private readonly HashSet<Guid> _sent = [];
    private readonly Dictionary<Guid, int> _failures = [];
    private string? _holder;
    private DateTimeOffset _heldUntil;

    internal InMemoryOutbox(InMemoryMeshStore store) => _store = store;

    public Task<bool> TryHoldRelayAsync(string holder, TimeSpan duration, CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () =>
            {
                if (_holder is not null && _holder != holder && _heldUntil > _store.Now)
                {
                    return false;
                }

                (_holder, _heldUntil) = (holder, _store.Now + duration);
                return true;
            },
            cancellationToken);

    public Task ReleaseRelayAsync(string holder, CancellationToken cancellationToken) =>
        _store.WithinAsync(() => _holder = _holder == holder ? null : _holder, cancellationToken);

    public Task<IReadOnlyList<MeshEvent>> ReadDueAsync(int limit, CancellationToken cancellationToken) =>
        _store.WithinAsync(() => Due(limit), cancellationToken);

    public Task MarkSentAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () =>
            {
                _sent.UnionWith(ids);
                return true;
            },
            cancellationToken);

    public Task<bool> RecordFailureAsync(Guid id, string error, CancellationToken cancellationToken) =>
        _store.WithinAsync(() => (_failures[id] = _failures.GetValueOrDefault(id) + 1) >= MaxTries, cancellationToken);

    // A failed event is due again itself; a parked one is not, and nothing behind it is.
    private IReadOnlyList<MeshEvent> Due(int limit)
    {
        var blocked = new HashSet<string>(StringComparer.Ordinal);
        var due = new List<MeshEvent>();
        foreach (var @event in _store.Events.Where(@event => !_sent.Contains(@event.Id) && !blocked.Contains(@event.Subject)))
        {
            var failures = _failures.GetValueOrDefault(@event.Id);
            if (failures > 0)
            {
                blocked.Add(@event.Subject);
            }

            if (failures < MaxTries)
            {
                due.Add(@event);
            }
        }

        return [.. due.Take(limit)];
    }
}
