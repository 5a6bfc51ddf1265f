using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Store;

/// <summary>The rows that a write will ask for, so that those of a whole batch are loaded together. A hint: others are found one by one.</summary>
internal readonly record struct StoreKeys(InstanceId? InstanceId = null, string? Endpoint = null, ServiceName? Service = null)
{
    public static StoreKeys None => default;

    public static StoreKeys Of(Registration registration) => new(
        registration.ServiceId, InstanceRow.EndpointOf(registration.Address, registration.Port), registration.ServiceName);
}
