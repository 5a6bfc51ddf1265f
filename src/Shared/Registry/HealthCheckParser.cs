using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Registry;

/// <summary>Reads how an instance's health is to be learned.</summary>
internal static class HealthCheckParser
{
    private const string TtlReason = "has no meaning for a ttl check: the lease is the check";

    private static readonly string[] ProbeFields = ["interval", "timeout", "healthyThreshold", "unhealthyThreshold"];

    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);

    private static readonly TimeSpan ShortestCritical = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestCritical = TimeSpan.FromDays(7);

    public static HealthCheck? Read(JsonFields fields, InstanceScheme scheme)
    {
        // Bodies of the original system carry no type: an endpoint says that there is something to call.
        var endpoint = fields.Optional("endpoint");
        var implied = endpoint is null ? HealthCheckType.Ttl : ProbeOf(scheme);
        var type = fields.Optional("type") is { } field ? ReadType(field) : implied;
        var critical = fields.Optional("deregisterCriticalAfter")?.Duration(ShortestCritical, LongestCritical)
            ?? HealthCheck.DefaultDeregisterCriticalAfter;
        switch (type)
        {
            case null:
                fields.Ignore(ProbeFields);
                return null;
            case HealthCheckType.Ttl:
                endpoint?.Fault(TtlReason);
                fields.Refuse(TtlReason, ProbeFields);
                return new HealthCheck { Type = HealthCheckType.Ttl, DeregisterCriticalAfter = critical };
            default:
                return ReadProbe(fields, endpoint, type.Value, critical);
        }
    }

    private static HealthCheckType ProbeOf(InstanceScheme scheme) =>
        scheme is InstanceScheme.Https ? HealthCheckType.Https : HealthCheckType.Http;

    private static HealthCheckType? ReadType(JsonField field)
    {
        if (!field.IsOneOf("tcp", "grpc"))
        {
            return field.Enumeration<HealthCheckType>();
        }

        field.Fault("is refused until the mesh probes such checks; use http, https or ttl");
        return null;
    }

    private static HealthCheck? ReadProbe(JsonFields fields, JsonField? endpoint, HealthCheckType type, TimeSpan critical)
    {
        if (endpoint is null)
        {
            fields.Fault("endpoint", $"is required for {type.ToString().ToLowerInvariant()} checks");
        }

        var defaults = new HealthCheck { Type = type };
        var interval = fields.Optional("interval")?.Duration(ShortestInterval, LongestInterval) ?? defaults.Interval;
        var timeout = fields.Optional("timeout")?.Duration(ShortestTimeout, LongestInterval)
            ?? (defaults.Timeout < interval ? defaults.Timeout : interval / 2);
        if (timeout >= interval)
        {
            fields.Fault("timeout", $"must be below the interval, {interval:c}");
        }

        return new HealthCheck
        {
            Type = type,
            Endpoint = endpoint?.As<string>(ProbePath.TryParse, ProbePath.Rule),
            Interval = interval,
            Timeout = timeout,
            HealthyThreshold = ReadThreshold(fields, "healthyThreshold") ?? defaults.HealthyThreshold,
            UnhealthyThreshold = ReadThreshold(fields, "unhealthyThreshold") ?? defaults.UnhealthyThreshold,
            DeregisterCriticalAfter = critical,
        };
    }

    private static int? ReadThreshold(JsonFields fields, string name) =>
        fields.Optional(name)?.Integer(1, RegistrationLimits.Threshold);
}
