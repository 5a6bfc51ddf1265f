using Microsoft.DurableTask;
using ToskaMesh.Emulator.Durable.History;

namespace ToskaMesh.Emulator.Durable.Replay;

/// <summary>Brings external events and those who wait for them together, first come, first served.</summary>
internal sealed class ExternalEvents(DataConverter converter)
{
    private readonly List<EventRaised> _unprocessed = [];
    private readonly Dictionary<string, List<OpenTask>> _waiting = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those that nobody waited for, in order of arrival.</summary>
    public IReadOnlyList<EventRaised> Unprocessed => _unprocessed;

    public bool HasWaiting => _waiting.Values.Any(waiting => waiting.Exists(w => w.IsOpen));

    public void Arrive(EventRaised raised)
    {
        if (NextWaiting(raised.Name) is { } waiting)
        {
            waiting.Complete(raised.Payload, converter);
        }
        else
        {
            _unprocessed.Add(raised);
        }
    }

    public void Wait(string name, OpenTask task)
    {
        var index = _unprocessed.FindIndex(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            var raised = _unprocessed[index];
            _unprocessed.RemoveAt(index);
            task.Complete(raised.Payload, converter);
            return;
        }

        if (!_waiting.TryGetValue(name, out var waiting))
        {
            _waiting.Add(name, waiting = []);
        }

        waiting.RemoveAll(w => !w.IsOpen);
        waiting.Add(task);
    }

    private OpenTask? NextWaiting(string name)
    {
        if (!_waiting.TryGetValue(name, out var waiting))
        {
            return null;
        }

        waiting.RemoveAll(w => !w.IsOpen);
        if (waiting.Count == 0)
        {
            return null;
        }

        var next = waiting[0];
        waiting.RemoveAt(0);
        return next;
    }
}
