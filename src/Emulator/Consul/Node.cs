#nullable disable

using System.Text.Json.Serialization;

namespace Consul;

/// <summary>A machine of the datacenter.</summary>
public class Node
{
    [JsonPropertyName("Node")]
    public string Name { get; set; }

    public string Address { get; set; }

    public string Datacenter { get; set; }
}
