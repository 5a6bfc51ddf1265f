using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>A validated word of an instance about a version.</summary>
public sealed record AcknowledgementOrder(InstanceId Instance, ConfigurationKey Key, long Version, bool Applied, string? Error);
