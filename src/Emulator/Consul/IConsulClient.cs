#nullable disable

namespace Consul;

/// <summary>Consul's HTTP API.</summary>
public interface IConsulClient : IDisposable
{
    IAgentEndpoint Agent { get; }

    ICatalogEndpoint Catalog { get; }

    IHealthEndpoint Health { get; }
}
