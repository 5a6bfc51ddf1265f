namespace ToskaMesh.Emulator.Durable.Store;

/// <summary>The call that waits for a sub-orchestration.</summary>
internal sealed record ParentTask(string InstanceId, string ExecutionId, string Name, int TaskId);
