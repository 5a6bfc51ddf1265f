using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What an instance says of a version that it got.</summary>
/// <param name="Service">Of the instance.</param>
/// <param name="Applied">Whether it runs it; false when it could not.</param>
/// <param name="Error">Why not.</param>
public sealed record RolloutAcknowledgement(InstanceId Instance, ServiceName Service, ConfigurationKey Key, long Version, bool Applied, string? Error);
