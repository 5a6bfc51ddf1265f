using Microsoft.DurableTask;

namespace ToskaMesh.Emulator.Durable.Replay;

/// <summary>Something that the orchestrator asked for and that has not come yet.</summary>
internal abstract class OpenTask
{
    public abstract bool IsOpen { get; }

    public abstract void Complete(string? data, DataConverter converter);

    public abstract void Fail(TaskFailureDetails failure);
}
