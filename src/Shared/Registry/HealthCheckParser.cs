using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Registry;

/// <summary>Reads how the health of one instance is to be learned.</summary>
/// <param name="address">Of the instance; null where it is at fault.</param>
/// <param name="port">Of the instance; null where it is at fault.</param>
internal sealed class HealthCheckParser(RegistrationTerms terms, ServiceAddress? address, int? port, InstanceScheme scheme)
{
    private const string TtlReason = "has no meaning for a ttl check: the lease is the check";

    private static readonly string[] ProbeFields = ["interval", "timeout", "healthyThreshold", "unhealthyThreshold", "port"];

    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);

    // Somebody waits for each probe: a round of others, or a caller.
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ShortestCritical = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestCritical = TimeSpan.FromDays(7);

    public HealthCheck? Read(JsonFields fields)
    {
        // Bodies of the original system carry no type: an endpoint says that there is something to call.
        var implied = fields.Has("endpoint") ? ProbeOfScheme() : HealthCheckType.Ttl;
        var type = fields.Optional("type") is { } field ? field.Enumeration<HealthCheckType>() : implied;
        var critical = fields.Optional("deregisterCriticalAfter")?.Duration(ShortestCritical, LongestCritical)
            ?? HealthCheck.DefaultDeregisterCriticalAfter;
        switch (type)
        {
            case null:
                fields.Ignore([.. ProbeFields, .. ProbeTargetParser.Fields]);
                return null;
            case HealthCheckType.Ttl:
                fields.Refuse(TtlReason, [.. ProbeFields, .. ProbeTargetParser.Fields]);
                return new HealthCheck { Type = HealthCheckType.Ttl, DeregisterCriticalAfter = critical };
            default:
                return ReadProbe(fields, type.Value) with { DeregisterCriticalAfter = critical };
        }
    }

    private HealthCheckType ProbeOfScheme() =>
        scheme is InstanceScheme.Https ? HealthCheckType.Https : HealthCheckType.Http;

    private HealthCheck ReadProbe(JsonFields fields, HealthCheckType type)
    {
        var defaults = new HealthCheck { Type = type };
        var interval = fields.Optional("interval")?.Duration(ShortestInterval, LongestInterval) ?? defaults.Interval;
        var timeout = fields.Optional("timeout")?.Duration(ShortestTimeout, LongestTimeout)
            ?? (defaults.Timeout < interval ? defaults.Timeout : interval / 2);
        if (timeout >= interval)
        {
            fields.Fault("timeout", $"must be below the interval, {interval:c}");
        }

        return ProbeTargetParser.Read(fields, type, scheme) with
        {
            Interval = interval,
            Timeout = timeout,
            HealthyThreshold = ReadThreshold(fields, "healthyThreshold") ?? defaults.HealthyThreshold,
            UnhealthyThreshold = ReadThreshold(fields, "unhealthyThreshold") ?? defaults.UnhealthyThreshold,
            Port = ReadPort(fields),
        };
    }

    private int? ReadPort(JsonFields fields)
    {
        var own = fields.Optional("port")?.Integer(1, RegistrationLimits.Port);
        if (own is { } number && address is not null && terms.IsOwn(address, number))
        {
            fields.Fault("port", "is the mesh's own at this address: it would probe itself");
        }

        return own == port ? null : own;
    }

    private static int? ReadThreshold(JsonFields fields, string name) =>
        fields.Optional(name)?.Integer(1, RegistrationLimits.Threshold);
}
