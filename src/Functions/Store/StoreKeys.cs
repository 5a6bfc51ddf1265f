using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Store;

/// <summary>The rows that a write will ask for, so that those of a whole batch are loaded together. A hint: others are found one by one.</summary>
/// <param name="Leaves">The instance is about to go.</param>
/// <param name="State">The mesh's own row is about to change.</param>
/// <param name="AsksNothing">It adds rows by <see cref="StoreTransaction"/>, and looks at, changes and deletes none.</param>
internal readonly record struct StoreKeys(
    InstanceId? InstanceId = null,
    string? Endpoint = null,
    ServiceName? Service = null,
    bool Leaves = false,
    bool State = false,
    bool AsksNothing = false)
{
    public static StoreKeys None => default;

    public static StoreKeys TheState => new(State: true);

    public static StoreKeys Nothing => new(AsksNothing: true);

    public static StoreKeys Of(Registration registration) => new(
        registration.ServiceId, InstanceRow.EndpointOf(registration.Address, registration.Port), registration.ServiceName);
}
