using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Testing.Messaging;

/// <summary>A bus that keeps what it takes, and refuses what a test says.</summary>
public sealed class RecordingEventBus : IEventBus
{
    private readonly Lock _gate = new();
    private readonly List<MeshEvent> _events = [];

    /// <summary>Runs before an event is taken: throws to refuse it, or waits.</summary>
    public Func<MeshEvent, CancellationToken, Task> BeforeTaking { get; set; } = (_, _) => Task.CompletedTask;

    public IReadOnlyList<MeshEvent> Events
    {
        get
        {
            lock (_gate)
            {
                return [.. _events];
            }
        }
    }

    public async Task PublishAsync(MeshEvent @event, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await BeforeTaking(@event, cancellationToken);
        lock (_gate)
        {
            _events.Add(@event);
        }
    }
}
