#nullable disable

namespace Consul;

/// <summary>Where Consul is. Unlike the package's, it reads no <c>CONSUL_HTTP_*</c> variables.</summary>
public class ConsulClientConfiguration
{
    public Uri Address { get; set; } = new("http://127.0.0.1:8500");

    public string Datacenter { get; set; }

    public string Token { get; set; }

    public TimeSpan? WaitTime { get; set; }
}
