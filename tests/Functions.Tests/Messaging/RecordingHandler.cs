using ToskaMesh.Functions.Messaging;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Tests.Messaging;

/// <summary>Keeps what it gets, after what a test has it do.</summary>
internal sealed class RecordingHandler : IMeshEventHandler
{
    private readonly Lock _gate = new();
    private readonly List<MeshEvent> _events = [];

    public string Consumer => EventConsumers.ServiceHistory;

    public Action<MeshEvent> Before { get; set; } = _ => { };

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

    public Task HandleAsync(MeshEvent @event, CancellationToken cancellationToken)
    {
        Before(@event);
        lock (_gate)
        {
            _events.Add(@event);
        }

        return Task.CompletedTask;
    }
}
