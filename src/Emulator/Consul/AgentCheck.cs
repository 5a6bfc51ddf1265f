#nullable disable

namespace Consul;

/// <summary>A check as the agent knows it.</summary>
public class AgentCheck
{
    public string Node { get; set; }

    public string CheckID { get; set; }

    public string Name { get; set; }

    public HealthStatus Status { get; set; }

    public string Notes { get; set; }

    public string Output { get; set; }

    public string ServiceID { get; set; }

    public string ServiceName { get; set; }

    public string Type { get; set; }
}
