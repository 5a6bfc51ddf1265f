#nullable disable

namespace Consul;

/// <summary>A service instance as an agent or the catalog knows it.</summary>
public class AgentService
{
    public string ID { get; set; }

    /// <summary>The service's name.</summary>
    public string Service { get; set; }

    public string[] Tags { get; set; }

    public int Port { get; set; }

    /// <summary>Empty where the node's own address serves.</summary>
    public string Address { get; set; }

    public bool EnableTagOverride { get; set; }

    public IDictionary<string, string> Meta { get; set; }

    /// <summary>Null for what is a service, and no proxy or gateway.</summary>
    public ServiceKind Kind { get; set; }
}
