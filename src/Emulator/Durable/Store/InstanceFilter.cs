using Microsoft.DurableTask.Client;

namespace ToskaMesh.Emulator.Durable.Store;

/// <summary>Which instances to list or to purge. Null is any.</summary>
internal sealed record InstanceFilter(
    DateTimeOffset? CreatedFrom, DateTimeOffset? CreatedTo, IReadOnlyCollection<OrchestrationRuntimeStatus>? Statuses, string? Prefix = null);
