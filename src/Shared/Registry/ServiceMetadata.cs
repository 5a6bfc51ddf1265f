namespace ToskaMesh.Shared.Registry;

/// <param name="Keys">In order, at most <see cref="MetadataKey.MaxKeys"/>.</param>
/// <param name="More">There are more keys than are told.</param>
public sealed record ServiceMetadata(
    ServiceName ServiceName, int InstanceCount, DateTimeOffset GeneratedAt, IReadOnlyList<MetadataKey> Keys, bool More);
