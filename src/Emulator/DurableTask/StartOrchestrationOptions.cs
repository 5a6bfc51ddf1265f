namespace Microsoft.DurableTask;

/// <summary>How an orchestration is started.</summary>
public record StartOrchestrationOptions
{
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        DedupeStatuses = options.DedupeStatuses;
    }

    /// <summary>Null for one that is made up.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Null for now.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>The statuses in which an instance of this id is not replaced. Null for those of one that has not ended.</summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
