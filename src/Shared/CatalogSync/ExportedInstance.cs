using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.CatalogSync;

/// <summary>An instance of the mesh as a Consul agent has it, or is to have it.</summary>
public sealed record ExportedInstance
{
    /// <summary>On the agent, see <see cref="ConsulExportRules.IdOf"/>.</summary>
    public required string Id { get; init; }

    public required string Service { get; init; }

    public required string Address { get; init; }

    public required int Port { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>What its check says; null where the agent has lost that. An unknown instance is exported as Degraded: not promised, not excluded.</summary>
    public HealthStatus? Status { get; init; }

    public string Output { get; init; } = "";

    /// <summary>Whether the agent knows it so, whatever its check says.</summary>
    internal bool IsSameService(ExportedInstance other) =>
        Service == other.Service && Address == other.Address && Port == other.Port
        && Tags.SequenceEqual(other.Tags, StringComparer.Ordinal) && WriteRules.SameMetadata(Metadata, other.Metadata);
}
