using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Health;

/// <summary>Where one probe goes, and what it asks.</summary>
/// <param name="InstancePort">The port that the instance is registered with; 1 to 65535.</param>
/// <param name="Check">Of any type but ttl.</param>
public sealed record ProbeTarget(ServiceAddress Address, int InstancePort, InstanceScheme Scheme, HealthCheck Check)
{
    /// <summary>Where the probe is sent: the check's own port, or else the instance's.</summary>
    public int Port => Check.Port ?? InstancePort;

    /// <summary>Whether the connection is encrypted, whatever the scheme of the instance's traffic is for an http or https check.</summary>
    public bool UsesTls => Check.Type is HealthCheckType.Https || (Check.Type is HealthCheckType.Grpc && Scheme is InstanceScheme.Https);

    /// <summary>Whether an http check is sent in HTTP/2 with prior knowledge. A port of the check's own is taken for an ordinary one.</summary>
    public bool SpeaksH2c => Check.Type is HealthCheckType.Http && Scheme is InstanceScheme.H2c && Check.Port is null;

    /// <summary>Null for an instance that nobody else probes.</summary>
    public static ProbeTarget? Of(ServiceInstance instance) => instance.HealthCheck is { IsProbed: true } check
        ? new ProbeTarget(instance.Address, instance.Port, instance.Scheme, check)
        : null;
}
