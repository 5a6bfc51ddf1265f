using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Emulator.Durable.Client;

/// <summary>Where orchestrations are managed over HTTP.</summary>
internal interface IManagementAddresses
{
    /// <param name="request">What reached the host, for its address as the caller knows it; null for the host's own.</param>
    HttpManagementPayload PayloadOf(string instanceId, Uri? request);
}
