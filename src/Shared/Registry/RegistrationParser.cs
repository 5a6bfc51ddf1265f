using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Registry;

/// <summary>Turns the body of a registration into a <see cref="Registration"/>, or into everything that is wrong with it.</summary>
public sealed class RegistrationParser(RegistrationTerms terms)
{
    public Parsed<Registration> Parse(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, Read);

    private Registration? Read(JsonFields fields)
    {
        var name = fields.Required("serviceName")?.As<ServiceName>(ServiceName.TryParse, $"{ServiceName.Rule}, and not be one of the control plane's own");
        var id = fields.Required("serviceId")?.As<InstanceId>(InstanceId.TryParse, InstanceId.Rule);
        var (address, port) = ReadTarget(fields);
        var scheme = fields.Optional("scheme")?.Enumeration<InstanceScheme>() ?? InstanceScheme.Http;
        var tags = ReadTags(fields);
        var metadata = fields.Optional("metadata") is { } map ? MetadataParser.Read(map) : null;
        var weight = fields.Optional("weight")?.Integer(0, RegistrationLimits.Weight) ?? 1;
        var zone = fields.Optional("zone")?.Text(1, RegistrationLimits.ZoneLength);
        var version = fields.Optional("version")?.Text(1, RegistrationLimits.VersionLength);
        var lease = ReadLease(fields);
        var healthCheck = fields.Optional("healthCheck")?.Object(new HealthCheckParser(terms, address, port, scheme).Read);
        var routing = fields.Optional("routing")?.Object(RoutingParser.Read);
        if (name is null || id is null || address is null || port is null)
        {
            return null;
        }

        return RegistrationFingerprint.Stamp(new Registration
        {
            ServiceName = name,
            ServiceId = id,
            Address = address,
            Port = port.Value,
            Scheme = scheme,
            Tags = tags,
            Metadata = metadata ?? new Dictionary<string, string>(),
            Weight = weight,
            Zone = zone,
            Version = version,
            Lease = lease,
            HealthCheck = healthCheck,

            // An empty object says nothing, as no object does.
            Routing = routing == new ServiceRouting() ? null : routing,
            Fingerprint = "",
        });
    }

    private (ServiceAddress? Address, int? Port) ReadTarget(JsonFields fields)
    {
        var address = fields.Required("address")?.As<ServiceAddress>(ServiceAddress.TryParse, ServiceAddress.Rule);
        var port = fields.Required("port")?.Integer(1, RegistrationLimits.Port);
        if (address is not null && terms.Addresses.Refusal(address) is { } refusal)
        {
            fields.Fault("address", refusal);
        }

        if (address is not null && port is { } number && terms.IsOwn(address, number))
        {
            fields.Fault("port", "is the mesh's own at this address: it would call itself");
        }

        return (address, port);
    }

    private TimeSpan ReadLease(JsonFields fields)
    {
        var seconds = fields.Optional("leaseSeconds")
            ?.Integer((int)terms.ShortestLease.TotalSeconds, (int)LeaseRules.Longest.TotalSeconds);
        return seconds is { } value ? TimeSpan.FromSeconds(value) : terms.DefaultLease;
    }

    private static string[] ReadTags(JsonFields fields)
    {
        var tags = fields.Optional("tags")?.Items(RegistrationLimits.Tags, tag => tag.Text(1, RegistrationLimits.TagLength)) ?? [];
        var distinct = tags.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (distinct.Length < tags.Count)
        {
            fields.Fault("tags", "must not name a tag twice");
        }

        return distinct;
    }
}
