namespace ToskaMesh.Shared.Registry;

/// <summary>A validated request to register an instance.</summary>
public sealed record Registration
{
    public required ServiceName ServiceName { get; init; }

    public required InstanceId ServiceId { get; init; }

    public required ServiceAddress Address { get; init; }

    /// <summary>1 to 65535.</summary>
    public required int Port { get; init; }

    public InstanceScheme Scheme { get; init; }

    /// <summary>Sorted, each once.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>0 to 65535; 0 drains.</summary>
    public int Weight { get; init; } = 1;

    public string? Zone { get; init; }

    public string? Version { get; init; }

    public TimeSpan Lease { get; init; } = LeaseRules.Default;

    public HealthCheck? HealthCheck { get; init; }

    public ServiceRouting? Routing { get; init; }

    /// <summary>SHA-256 of the meaning of the body, whatever its spelling: the same again only renews the lease.</summary>
    public required string Fingerprint { get; init; }
}
