#nullable disable

namespace Consul;

internal sealed class Health(ConsulRequests requests) : IHealthEndpoint
{
    public Task<QueryResult<ServiceEntry[]>> Service(
        string service, string tag, bool passingOnly, QueryOptions q, CancellationToken ct = default) =>
        requests.GetAsync($"/v1/health/service/{service}", Filter(tag, passingOnly), q, ConsulJsonContext.Own.ServiceEntryArray, ct);

    private static IEnumerable<(string Name, string Value)> Filter(string tag, bool passingOnly)
    {
        if (!string.IsNullOrEmpty(tag))
        {
            yield return ("tag", tag);
        }

        if (passingOnly)
        {
            yield return ("passing", "1");
        }
    }
}
