using ToskaMesh.Emulator.Durable.History;
using ToskaMesh.Emulator.Durable.Store;

namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>An execution with its history in memory.</summary>
internal sealed class ExecutionState(InstanceRecord instance, List<Turn> history)
{
    public InstanceRecord Instance { get; private set; } = instance;

    public List<Turn> History { get; } = history;

    public int Weight => 1 + History.Sum(t => t.Weight);

    /// <summary>Follows a committed turn.</summary>
    public void Advance(InstanceRecord next, Turn turn)
    {
        if (next.ExecutionId == Instance.ExecutionId)
        {
            History.Add(turn);
        }
        else
        {
            History.Clear();
        }

        Instance = next;
    }
}
