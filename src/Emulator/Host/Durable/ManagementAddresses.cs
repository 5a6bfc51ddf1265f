using Microsoft.Azure.Functions.Worker;
using ToskaMesh.Emulator.Durable.Client;
using ToskaMesh.Emulator.Host.Http;
using ToskaMesh.Emulator.Host.Keys;

namespace ToskaMesh.Emulator.Host.Durable;

/// <summary>The addresses of <see cref="DurableWebhooks"/>, with the key.</summary>
internal sealed class ManagementAddresses(HttpServer server, SystemKey key, string hub) : IManagementAddresses
{
    public HttpManagementPayload PayloadOf(string instanceId, Uri? request)
    {
        var host = (request ?? server.Address).GetLeftPart(UriPartial.Authority);
        var instance = $"{host}{DurableWebhooks.Root}/instances/{Uri.EscapeDataString(instanceId)}";
        var query = $"taskHub={hub}&connection=Storage&code={Uri.EscapeDataString(key.Value)}";
        return new HttpManagementPayload
        {
            Id = instanceId,
            StatusQueryGetUri = $"{instance}?{query}",
            SendEventPostUri = $"{instance}/raiseEvent/{{eventName}}?{query}",
            TerminatePostUri = $"{instance}/terminate?reason={{text}}&{query}",
            PurgeHistoryDeleteUri = $"{instance}?{query}",
            SuspendPostUri = $"{instance}/suspend?reason={{text}}&{query}",
            ResumePostUri = $"{instance}/resume?reason={{text}}&{query}",
        };
    }
}
