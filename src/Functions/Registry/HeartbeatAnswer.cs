using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <param name="ExpiresAt">The next heartbeat must arrive before this.</param>
public sealed record HeartbeatAnswer(string ServiceId, HealthStatus Status, DateTimeOffset ExpiresAt);
