#nullable disable

namespace Consul;

/// <summary>A check of a service that is being registered.</summary>
public class AgentServiceCheck
{
    public string CheckID { get; set; }

    public string Name { get; set; }

    public string Notes { get; set; }

    public TimeSpan? TTL { get; set; }

    public HealthStatus Status { get; set; }

    public TimeSpan? DeregisterCriticalServiceAfter { get; set; }
}
