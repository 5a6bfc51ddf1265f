using System.Globalization;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Testing.Messaging;

public sealed class InMemoryDeadLetters : IDeadLetters
{
    private readonly InMemoryMeshStore _store;
    private readonly Dictionary<string, DeadLetter> _letters = new(StringComparer.Ordinal);

    internal InMemoryDeadLetters(InMemoryMeshStore store) => _store = store;

    public Task AddAsync(string consumer, string message, string? reason, CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () =>
            {
                var id = DeadLetter.IdOf(consumer, message);
                return _letters[id] = new DeadLetter
                {
                    Id = id,
                    Consumer = consumer,
                    Message = message.Length > DeadLetter.MaxMessageLength ? message[..DeadLetter.MaxMessageLength] : message,
                    Reason = reason,
                    DiedAt = _store.Now,
                    Deaths = (_letters.GetValueOrDefault(id)?.Deaths ?? 0) + 1,
                };
            },
            cancellationToken);

    public Task<Page<DeadLetter>> ListAsync(PageRequest page, CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () => page.Cut(
                _letters.Values,
                letter => string.Create(CultureInfo.InvariantCulture, $"{letter.DiedAt.UtcTicks:D19}-{letter.Id}"),
                descending: true),
            cancellationToken);

    public Task<ReplayResult> ReplayAsync(string id, CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () =>
            {
                if (!_letters.TryGetValue(id, out var letter))
                {
                    return new ReplayResult(ReplayOutcome.NotFound, null);
                }

                if (letter.Event is not { } @event)
                {
                    return new ReplayResult(ReplayOutcome.NotAnEvent, letter);
                }

                _store.Tell(@event, letter.Consumer);
                _letters[id] = letter with { ReplayedAt = _store.Now };
                return new ReplayResult(ReplayOutcome.Replayed, _letters[id]);
            },
            cancellationToken);

    public Task<DeadLetter?> DiscardAsync(string id, CancellationToken cancellationToken) =>
        _store.WithinAsync(() => _letters.Remove(id, out var letter) ? letter : null, cancellationToken);
}
