using Microsoft.AspNetCore.Http;
using ToskaMesh.Emulator.Host.Discovery;
using ToskaMesh.Emulator.Host.Settings;

namespace ToskaMesh.Emulator.Host.Admin;

/// <summary><c>GET /admin/host/status</c>.</summary>
internal sealed class HostStatusEndpoint(FunctionCatalog catalog, HostIdentity identity, TimeProvider timeProvider)
{
    private readonly string _instanceId = Guid.NewGuid().ToString();
    private readonly long _started = timeProvider.GetTimestamp();

    public Task AnswerAsync(HttpResponse response)
    {
        var errors = catalog.Errors.Select(e => $"{e.Key}: {e.Value}").ToList();
        var status = new HostStatus(
            identity.Id,
            "Running",
            HostIdentity.Version,
            HostIdentity.Version,
            "",
            _instanceId,
            Environment.MachineName,
            (long)timeProvider.GetElapsedTime(_started).TotalMilliseconds,
            "NotAllowed",
            errors.Count == 0 ? null : errors);
        return response.WriteAsJsonAsync(status, AdminJson.Options);
    }
}
