using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Messaging;

/// <summary>The data of the registry's events. Each type fills the parts that it tells of.</summary>
internal sealed record RegistryEventData
{
    public required string ServiceId { get; init; }

    public required string ServiceName { get; init; }

    public required string Address { get; init; }

    public required int Port { get; init; }

    public required InstanceScheme Scheme { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public string? Zone { get; init; }

    public int? Weight { get; init; }

    public string? Version { get; init; }

    /// <summary>Of an imported instance.</summary>
    public string? Source { get; init; }

    public HealthStatus? Status { get; init; }

    public DeregistrationReason? Reason { get; init; }

    public HealthStatus? PreviousStatus { get; init; }

    public HealthStatus? CurrentStatus { get; init; }

    public string? Output { get; init; }
}
