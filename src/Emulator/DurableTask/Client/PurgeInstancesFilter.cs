namespace Microsoft.DurableTask.Client;

/// <summary>Which orchestrations to purge, of those that have ended.</summary>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null, DateTimeOffset? CreatedTo = null, IEnumerable<OrchestrationRuntimeStatus>? Statuses = null);
