using System.Text.Json;
using System.Text.Json.Serialization;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Messaging;

/// <summary>The events of changes to the registry. An instance must carry its new revision when its event is made.</summary>
public static class RegistryEvents
{
    private static readonly RegistryEventJsonContext Context = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new JsonStringEnumConverter<HealthStatus>(),
            new JsonStringEnumConverter<InstanceScheme>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<DeregistrationReason>(JsonNamingPolicy.CamelCase),
        },
    });

    public static MeshEvent Registered(ServiceInstance instance, DateTimeOffset now) =>
        Make(EventTypes.ServiceRegistered, instance, Describe(instance), now);

    public static MeshEvent Updated(ServiceInstance instance, DateTimeOffset now) =>
        Make(EventTypes.ServiceUpdated, instance, Describe(instance), now);

    public static MeshEvent Deregistered(Removal removal, DateTimeOffset now) =>
        Make(EventTypes.ServiceDeregistered, removal.Instance, Identify(removal.Instance) with { Reason = removal.Reason }, now);

    public static MeshEvent HealthChanged(ServiceInstance before, ServiceInstance after, DateTimeOffset now) =>
        Make(
            EventTypes.HealthChanged,
            after,
            Identify(after) with { PreviousStatus = before.Status, CurrentStatus = after.Status, Output = after.Output },
            now);

    /// <summary>
    /// What is to be told of an instance that was stored: that it is new, that its registration or metadata changed,
    /// that its status changed. A renewed lease and another output of the same status are told to nobody.
    /// </summary>
    public static IEnumerable<MeshEvent> Between(ServiceInstance? before, ServiceInstance after, DateTimeOffset now)
    {
        if (before is null)
        {
            yield return Registered(after, now);
            yield break;
        }

        if (before.Fingerprint != after.Fingerprint || !WriteRules.SameMetadata(before.Metadata, after.Metadata))
        {
            yield return Updated(after, now);
        }

        if (before.Status != after.Status)
        {
            yield return HealthChanged(before, after, now);
        }
    }

    /// <summary>Null for data that is not of the registry.</summary>
    internal static RegistryEventData? ReadData(MeshEvent @event)
    {
        try
        {
            return JsonSerializer.Deserialize(@event.Data, Context.RegistryEventData);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static MeshEvent Make(string type, ServiceInstance instance, RegistryEventData data, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Type = type,
        Subject = instance.ServiceId.Value,
        Time = now,
        Revision = instance.Revision,
        Data = JsonSerializer.Serialize(data, Context.RegistryEventData),
    };

    private static RegistryEventData Identify(ServiceInstance instance) => new()
    {
        ServiceId = instance.ServiceId.Value,
        ServiceName = instance.ServiceName.Value,
        Address = instance.Address.Value,
        Port = instance.Port,
        Scheme = instance.Scheme,
    };

    private static RegistryEventData Describe(ServiceInstance instance) => Identify(instance) with
    {
        Metadata = instance.Metadata,
        Tags = instance.Tags,
        Zone = instance.Zone,
        Weight = instance.Weight,
        Version = instance.Version,
        Source = instance.Source,
        Status = instance.Status,
    };
}
