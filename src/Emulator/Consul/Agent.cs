#nullable disable

namespace Consul;

internal sealed class Agent(ConsulRequests requests) : IAgentEndpoint
{
    public Task<QueryResult<Dictionary<string, AgentService>>> Services(CancellationToken ct = default) =>
        requests.GetAsync("/v1/agent/services", [], QueryOptions.Default, ConsulJsonContext.Own.DictionaryStringAgentService, ct);

    public Task<QueryResult<Dictionary<string, AgentCheck>>> Checks(CancellationToken ct = default) =>
        requests.GetAsync("/v1/agent/checks", [], QueryOptions.Default, ConsulJsonContext.Own.DictionaryStringAgentCheck, ct);

    public Task<WriteResult> ServiceRegister(AgentServiceRegistration service, CancellationToken ct = default) =>
        ServiceRegister(service, replaceExistingChecks: false, ct);

    public Task<WriteResult> ServiceRegister(AgentServiceRegistration service, bool replaceExistingChecks, CancellationToken ct = default) =>
        requests.PutAsync(
            "/v1/agent/service/register",
            replaceExistingChecks ? [("replace-existing-checks", "true")] : [],
            service,
            ConsulJsonContext.Own.AgentServiceRegistration,
            ct);

    public Task<WriteResult> ServiceDeregister(string serviceID, CancellationToken ct = default) =>
        requests.PutAsync($"/v1/agent/service/deregister/{serviceID}", [], null, ConsulJsonContext.Own.AgentServiceRegistration, ct);

    public Task<WriteResult> UpdateTTL(string checkID, string output, TTLStatus status, CancellationToken ct = default) =>
        requests.PutAsync(
            $"/v1/agent/check/update/{checkID}", [], new TTLUpdate(status.Status, output), ConsulJsonContext.Own.TTLUpdate, ct);
}
