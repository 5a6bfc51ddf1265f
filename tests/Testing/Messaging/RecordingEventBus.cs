using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Testing.Messaging;

/// <summary>A bus that keeps what it takes, and refuses what a test says.</summary>
public sealed class RecordingEventBus : IEventBus
{
    private readonly Lock _gate = new();
    private readonly List<OutboxEntry> _entries = [];

    /// <summary>Runs before an event is taken: throws to refuse it, or waits.</summary>
    public Func<MeshEvent, CancellationToken, Task> BeforeTaking { get; set; } = (_, _) => Task.CompletedTask;

    public IReadOnlyList<OutboxEntry> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries];
            }
        }
    }

    public IReadOnlyList<MeshEvent> Events => [.. Entries.Select(entry => entry.Event)];

    public Task<PublishReport> PublishAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken cancellationToken) =>
        OrderedPublish.RunAsync(entries, TakeAsync, cancellationToken);

    private async Task TakeAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        await BeforeTaking(entry.Event, cancellationToken);
        lock (_gate)
        {
            _entries.Add(entry);
        }
    }
}
