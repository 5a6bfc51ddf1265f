namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>
/// Executions that had a turn not long ago, so that the next one need not read their history. A stale entry costs one
/// turn that is not committed; without any entry everything works, and reads more.
/// </summary>
internal sealed class ExecutionCache(int capacity)
{
    private readonly Dictionary<string, LinkedListNode<(string Id, ExecutionState State, int Weight)>> _entries = [];
    private readonly LinkedList<(string Id, ExecutionState State, int Weight)> _byUse = [];
    private readonly Lock _lock = new();
    private int _weight;

    /// <summary>Takes it out: whoever has it may change it, and puts it back.</summary>
    public ExecutionState? Take(string instance)
    {
        lock (_lock)
        {
            return Remove(instance);
        }
    }

    public void Put(ExecutionState state)
    {
        var id = state.Instance.Id;
        lock (_lock)
        {
            Remove(id);
            var weight = state.Weight;
            _entries[id] = _byUse.AddFirst((id, state, weight));
            _weight += weight;
            while (_weight > capacity && _byUse.Last is { } oldest)
            {
                Remove(oldest.Value.Id);
            }
        }
    }

    private ExecutionState? Remove(string instance)
    {
        if (!_entries.Remove(instance, out var node))
        {
            return null;
        }

        _byUse.Remove(node);
        _weight -= node.Value.Weight;
        return node.Value.State;
    }
}
