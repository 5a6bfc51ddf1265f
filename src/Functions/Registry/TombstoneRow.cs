using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>An instance that left, for tracking only: the last one of its id.</summary>
internal sealed class TombstoneRow
{
    public required string Id { get; init; }

    public string Service { get; set; } = "";

    public List<string> Tags { get; set; } = [];

    public string? Zone { get; set; }

    /// <summary>A JSON object.</summary>
    public string Metadata { get; set; } = "";

    public HealthStatus Status { get; set; }

    public DeregistrationReason Reason { get; set; }

    /// <summary>The instance's last.</summary>
    public long Revision { get; set; }

    public DateTimeOffset RegisteredAt { get; set; }

    public DateTimeOffset DeregisteredAt { get; set; }

    public DateTimeOffset LastUpdated { get; set; }

    public DateTimeOffset? LastHealthCheck { get; set; }

    public void Apply(Removal removal, DateTimeOffset now)
    {
        var instance = removal.Instance;
        Service = instance.ServiceName.Value;
        Tags = [.. instance.Tags];
        Zone = instance.Zone;
        Metadata = RowJson.Write(instance.Metadata);
        (Status, Reason, Revision) = (instance.Status, removal.Reason, instance.Revision);
        (RegisteredAt, DeregisteredAt, LastUpdated, LastHealthCheck) = (instance.RegisteredAt, now, instance.LastUpdated, instance.LastHealthCheck);
    }

    public InstanceTracking ToTracking() => new()
    {
        ServiceId = InstanceId.Parse(Id),
        ServiceName = ServiceName.Parse(Service),
        RegisteredAt = RegisteredAt,
        DeregisteredAt = DeregisteredAt,
        Reason = Reason,
        LastUpdated = LastUpdated,
        Status = Status,
        LastHealthCheck = LastHealthCheck,
        Metadata = RowJson.ReadMetadata(Metadata),
    };
}
