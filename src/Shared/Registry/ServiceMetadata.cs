namespace ToskaMesh.Shared.Registry;

public sealed record ServiceMetadata(ServiceName ServiceName, int InstanceCount, DateTimeOffset GeneratedAt, IReadOnlyList<MetadataKey> Keys);
