#nullable disable

namespace Consul;

/// <summary>What one agent keeps.</summary>
public interface IAgentEndpoint
{
    Task<QueryResult<Dictionary<string, AgentService>>> Services(CancellationToken ct = default);

    Task<QueryResult<Dictionary<string, AgentCheck>>> Checks(CancellationToken ct = default);

    Task<WriteResult> ServiceRegister(AgentServiceRegistration service, CancellationToken ct = default);

    Task<WriteResult> ServiceRegister(AgentServiceRegistration service, bool replaceExistingChecks, CancellationToken ct = default);

    Task<WriteResult> ServiceDeregister(string serviceID, CancellationToken ct = default);

    /// <summary>A check that the agent does not have is no error: the agent's 404 passes silently.</summary>
    Task<WriteResult> UpdateTTL(string checkID, string output, TTLStatus status, CancellationToken ct = default);
}
