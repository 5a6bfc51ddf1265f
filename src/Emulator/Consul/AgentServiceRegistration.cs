#nullable disable

namespace Consul;

/// <summary>What an agent is told of a service instance.</summary>
public class AgentServiceRegistration
{
    public string ID { get; set; }

    public string Name { get; set; }

    public string[] Tags { get; set; }

    public int Port { get; set; }

    public string Address { get; set; }

    public bool EnableTagOverride { get; set; }

    public AgentServiceCheck Check { get; set; }

    public IDictionary<string, string> Meta { get; set; }
}
