using System.Globalization;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Testing.Registry;

public sealed class InMemoryOutbox : IOutbox
{
    public const int MaxTries = 10;

    private readonly InMemoryMeshStore _store;
    private readonly HashSet<long> _gone = [];
    private readonly Dictionary<long, (int Attempts, DateTimeOffset At, string Error)> _failures = [];
    private string? _holder;
    private DateTimeOffset _heldUntil;

    internal InMemoryOutbox(InMemoryMeshStore store) => _store = store;

    private IEnumerable<OutboxEntry> Waiting => _store.Told.Where(entry => !_gone.Contains(entry.Sequence));

    private IEnumerable<ParkedEvent> Parked => Waiting.Where(IsParked).Select(entry =>
        new ParkedEvent(entry, _failures[entry.Sequence].Attempts, _failures[entry.Sequence].At, _failures[entry.Sequence].Error));

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

    public Task<IReadOnlyList<OutboxEntry>> ReadDueAsync(int limit, CancellationToken cancellationToken) =>
        _store.WithinAsync(() => Due(limit), cancellationToken);

    public Task MarkSentAsync(IReadOnlyCollection<long> sequences, CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () =>
            {
                _gone.UnionWith(sequences);
                return true;
            },
            cancellationToken);

    public Task<bool> RecordFailureAsync(long sequence, string error, CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () =>
            {
                _failures[sequence] = (_failures.GetValueOrDefault(sequence).Attempts + 1, _store.Now, error);
                return _failures[sequence].Attempts >= MaxTries;
            },
            cancellationToken);

    public Task<OutboxState> DescribeAsync(CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () => new OutboxState(
                Waiting.Count(), Waiting.FirstOrDefault(entry => !IsParked(entry))?.Event.Time, Waiting.Count(IsParked)),
            cancellationToken);

    public Task<Page<ParkedEvent>> ListParkedAsync(PageRequest page, CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () => page.Cut(Parked, parked => parked.Entry.Sequence.ToString("D19", CultureInfo.InvariantCulture)), cancellationToken);

    public Task<ParkedEvent?> RetryParkedAsync(long sequence, CancellationToken cancellationToken) =>
        ChangeParkedAsync(sequence, () => _failures.Remove(sequence), cancellationToken);

    public Task<ParkedEvent?> DiscardParkedAsync(long sequence, CancellationToken cancellationToken) =>
        ChangeParkedAsync(sequence, () => _gone.Add(sequence), cancellationToken);

    private Task<ParkedEvent?> ChangeParkedAsync(long sequence, Action change, CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () =>
            {
                var parked = Parked.FirstOrDefault(candidate => candidate.Entry.Sequence == sequence);
                if (parked is not null)
                {
                    change();
                }

                return parked;
            },
            cancellationToken);

    private bool IsParked(OutboxEntry entry) => _failures.GetValueOrDefault(entry.Sequence).Attempts >= MaxTries;

    // A failed event is due again itself; a parked one is not, and nothing behind it is.
    private IReadOnlyList<OutboxEntry> Due(int limit)
    {
        var blocked = new HashSet<string>(StringComparer.Ordinal);
        var due = new List<OutboxEntry>();
        foreach (var entry in Waiting.Where(entry => !blocked.Contains(entry.Event.Subject)))
        {
            if (_failures.ContainsKey(entry.Sequence))
            {
                blocked.Add(entry.Event.Subject);
            }

            if (!IsParked(entry))
            {
                due.Add(entry);
            }
        }

        return [.. due.Take(limit)];
    }
}
