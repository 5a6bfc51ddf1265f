#nullable disable

namespace Consul;

internal sealed class Catalog(ConsulRequests requests) : ICatalogEndpoint
{
    public Task<QueryResult<Dictionary<string, string[]>>> Services(QueryOptions q, CancellationToken ct = default) =>
        requests.GetAsync("/v1/catalog/services", [], q, ConsulJsonContext.Own.DictionaryStringStringArray, ct);
}
