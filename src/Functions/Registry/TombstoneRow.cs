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

    public DateTimeOffset RegisteredAt { get; set; }

    public DateTimeOffset DeregisteredAt { get; set; }

    public DateTimeOffset LastUpdated { get; set; }

    public DateTimeOffset? LastHealthCheck { get; set; }
}
