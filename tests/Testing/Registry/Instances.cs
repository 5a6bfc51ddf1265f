using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Testing.Registry;

/// <summary>Builds stored instances: healthy, with a lease of 30 s that began at <c>now</c>.</summary>
public static class Instances
{
    public static ServiceInstance Of(string service, string id, DateTimeOffset now) => new()
    {
        ServiceName = ServiceName.Parse(service),
        ServiceId = InstanceId.Parse(id),
        Address = ServiceAddress.Parse("10.0.0.1"),
        Port = 5001,
        Lease = LeaseRules.Default,
        ExpiresAt = now + LeaseRules.Default,
        Status = HealthStatus.Healthy,
        RegisteredAt = now,
        StartedAt = now,
        LastUpdated = now,
        Fingerprint = id,
    };

    public static ServiceInstance Critical(this ServiceInstance instance, DateTimeOffset since) =>
        instance with { Status = HealthStatus.Unhealthy, CriticalSince = since };
}
