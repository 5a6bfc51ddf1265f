using Microsoft.DurableTask.Client;

namespace ToskaMesh.Emulator.Durable.Store;

internal sealed record InstanceStand(string ExecutionId, OrchestrationRuntimeStatus Status);
