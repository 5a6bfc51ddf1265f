namespace ToskaMesh.Emulator.Durable.Store;

/// <summary>An activity that is to run, or runs.</summary>
internal sealed record ActivityRecord(long Number, string InstanceId, string ExecutionId, int TaskId, string Name, string? Input);
