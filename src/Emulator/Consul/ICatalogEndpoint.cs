#nullable disable

namespace Consul;

/// <summary>What is known in a datacenter.</summary>
public interface ICatalogEndpoint
{
    /// <summary>The names of services, with all their tags.</summary>
    Task<QueryResult<Dictionary<string, string[]>>> Services(QueryOptions q, CancellationToken ct = default);
}
