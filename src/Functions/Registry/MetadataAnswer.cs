using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>Which metadata keys a service's instances carry.</summary>
public sealed record MetadataAnswer
{
    public required string ServiceName { get; init; }

    public required int InstanceCount { get; init; }

    public DateTimeOffset? GeneratedAt { get; init; }

    public required IReadOnlyList<MetadataKey> Keys { get; init; }

    /// <summary>There are more keys than the 256 that are told.</summary>
    public required bool More { get; init; }

    internal static MetadataAnswer From(ServiceMetadata metadata) => new()
    {
        ServiceName = metadata.ServiceName.Value,
        InstanceCount = metadata.InstanceCount,
        GeneratedAt = metadata.GeneratedAt,
        Keys = metadata.Keys,
        More = metadata.More,
    };
}
