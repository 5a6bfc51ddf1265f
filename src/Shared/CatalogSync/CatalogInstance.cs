using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.CatalogSync;

/// <summary>A service instance as Consul's catalog lists it, before anything was judged.</summary>
public sealed record CatalogInstance
{
    public required string Node { get; init; }

    public required string Service { get; init; }

    /// <summary>Unique on its node only.</summary>
    public required string Id { get; init; }

    /// <summary>Its own, or its node's where it has none.</summary>
    public required string Address { get; init; }

    public required int Port { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>A sidecar or a gateway of Consul's own mesh, and no service.</summary>
    public bool IsProxy { get; init; }

    public required HealthReport Health { get; init; }
}
