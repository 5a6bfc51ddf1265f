using System.Globalization;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary><see cref="ServiceInstance"/> as it is stored.</summary>
internal sealed class InstanceRow
{
    public required string Id { get; init; }

    public string Service { get; set; } = "";

    public string Address { get; set; } = "";

    public int Port { get; set; }

    /// <summary>Address and port as one value: no two instances share it, and it finds those of a whole batch in one query.</summary>
    public string Endpoint { get; private set; } = "";

    public InstanceScheme Scheme { get; set; }

    public List<string> Tags { get; set; } = [];

    /// <summary>A JSON object.</summary>
    public string Metadata { get; set; } = "";

    public int Weight { get; set; }

    public string? Zone { get; set; }

    public string? Version { get; set; }

    public string? Source { get; set; }

    public TimeSpan Lease { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>A JSON object.</summary>
    public string? HealthCheck { get; set; }

    public HealthStatus Status { get; set; }

    /// <summary>Whether the mesh probes it: the sweep looks for these.</summary>
    public bool IsProbed { get; private set; }

    public HealthStatus? ReportedStatus { get; set; }

    public string? ReportedOutput { get; set; }

    /// <summary>A JSON object.</summary>
    public string? Probe { get; set; }

    public string? Maintenance { get; set; }

    public string? Output { get; set; }

    public DateTimeOffset? CriticalSince { get; set; }

    public DateTimeOffset RegisteredAt { get; set; }

    /// <summary>Null where it was stored before it was noted, and the instance has not started since: then it is <see cref="RegisteredAt"/>.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset LastUpdated { get; set; }

    public DateTimeOffset? LastHealthCheck { get; set; }

    public string Fingerprint { get; set; } = "";

    public long Revision { get; set; }

    public static string EndpointOf(ServiceAddress address, int port) => string.Create(CultureInfo.InvariantCulture, $"{address.Host}:{port}");

    public static InstanceRow From(ServiceInstance instance)
    {
        var row = new InstanceRow { Id = instance.ServiceId.Value };
        row.Apply(instance);
        return row;
    }

    public void Apply(ServiceInstance instance)
    {
        Service = instance.ServiceName.Value;
        (Address, Port, Endpoint) = (instance.Address.Value, instance.Port, EndpointOf(instance.Address, instance.Port));
        Scheme = instance.Scheme;
        Tags = [.. instance.Tags];
        Metadata = RowJson.Write(instance.Metadata);
        (Weight, Zone, Version) = (instance.Weight, instance.Zone, instance.Version);
        (Source, Lease, ExpiresAt) = (instance.Source, instance.Lease, instance.ExpiresAt);
        HealthCheck = RowJson.Write(instance.HealthCheck);
        IsProbed = instance is { Source: null, HealthCheck.IsProbed: true };
        (Status, Output, CriticalSince, Maintenance) = (instance.Status, instance.Output, instance.CriticalSince, instance.Maintenance);
        (ReportedStatus, ReportedOutput, Probe) = (instance.ReportedStatus, instance.ReportedOutput, RowJson.Write(instance.Probe));
        (RegisteredAt, StartedAt) = (instance.RegisteredAt, instance.StartedAt);
        (LastUpdated, LastHealthCheck) = (instance.LastUpdated, instance.LastHealthCheck);
        (Fingerprint, Revision) = (instance.Fingerprint, instance.Revision);
    }

    public void Renew(ServiceInstance instance)
    {
        (ExpiresAt, LastHealthCheck, StartedAt) = (instance.ExpiresAt, instance.LastHealthCheck, instance.StartedAt);
        (ReportedStatus, ReportedOutput, Probe) = (instance.ReportedStatus, instance.ReportedOutput, RowJson.Write(instance.Probe));
    }

    /// <param name="service">The parsed name, where the reader of many rows has it already.</param>
    public ServiceInstance ToInstance(ServiceName? service = null) => new()
    {
        ServiceName = service ?? ServiceName.Parse(Service),
        ServiceId = InstanceId.Parse(Id),
        Address = ServiceAddress.Parse(Address),
        Port = Port,
        Scheme = Scheme,
        Tags = Tags,
        Metadata = RowJson.ReadMetadata(Metadata),
        Weight = Weight,
        Zone = Zone,
        Version = Version,
        Source = Source,
        Lease = Lease,
        ExpiresAt = ExpiresAt,
        HealthCheck = RowJson.ReadHealthCheck(HealthCheck),
        Status = Status,
        ReportedStatus = ReportedStatus,
        ReportedOutput = ReportedOutput,
        Probe = RowJson.ReadProbe(Probe),
        Maintenance = Maintenance,
        Output = Output,
        CriticalSince = CriticalSince,
        RegisteredAt = RegisteredAt,
        StartedAt = StartedAt ?? RegisteredAt,
        LastUpdated = LastUpdated,
        LastHealthCheck = LastHealthCheck,
        Fingerprint = Fingerprint,
        Revision = Revision,
    };
}
