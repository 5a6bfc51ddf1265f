#nullable disable

namespace Consul;

/// <summary>How services are.</summary>
public interface IHealthEndpoint
{
    Task<QueryResult<ServiceEntry[]>> Service(string service, string tag, bool passingOnly, QueryOptions q, CancellationToken ct = default);
}
