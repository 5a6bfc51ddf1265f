#nullable disable

namespace Consul;

/// <summary>A service instance with its node and all the checks that count for it.</summary>
public class ServiceEntry
{
    public Node Node { get; set; }

    public AgentService Service { get; set; }

    public HealthCheck[] Checks { get; set; }
}
