using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Registry;

/// <summary>Reads what a probe asks, by the type of its check. A field that the type has no use for is refused: accepted, it would have to be enforced.</summary>
internal static class ProbeTargetParser
{
    private static readonly string[] HttpFields = ["endpoint", "method", "headers", "expectedStatus", "bodyMatch"];

    /// <summary>What any type has.</summary>
    public static IReadOnlyList<string> Fields { get; } = [.. HttpFields, "tlsSkipVerify", "service"];

    public static HealthCheck Read(JsonFields fields, HealthCheckType type, InstanceScheme scheme)
    {
        var check = new HealthCheck { Type = type };
        var reason = $"has no meaning for a {NameOf(type)} check";
        check = type is HealthCheckType.Http or HealthCheckType.Https ? ReadHttp(fields, check) : Refuse(fields, reason, check, HttpFields);
        check = type is HealthCheckType.Grpc
            ? check with { Service = NullIfEmpty(fields.Optional("service")?.Text(0, RegistrationLimits.GrpcServiceLength)) }
            : Refuse(fields, reason, check, "service");
        return UsesTls(type, scheme)
            ? check with { TlsSkipVerify = fields.Optional("tlsSkipVerify")?.Boolean() ?? false }
            : Refuse(fields, $"{reason} without TLS", check, "tlsSkipVerify");
    }

    private static bool UsesTls(HealthCheckType type, InstanceScheme scheme) =>
        type is HealthCheckType.Https || (type is HealthCheckType.Grpc && scheme is InstanceScheme.Https);

    private static HealthCheck Refuse(JsonFields fields, string reason, HealthCheck check, params ReadOnlySpan<string> names)
    {
        fields.Refuse(reason, names);
        return check;
    }

    private static HealthCheck ReadHttp(JsonFields fields, HealthCheck check)
    {
        var endpoint = fields.Optional("endpoint");
        if (endpoint is null)
        {
            fields.Fault("endpoint", $"is required for {NameOf(check.Type)} checks");
        }

        var method = fields.Optional("method")?.Enumeration<ProbeMethod>() ?? ProbeMethod.Get;
        var bodyMatch = fields.Optional("bodyMatch")?.Text(1, RegistrationLimits.BodyMatchLength);
        if (method is ProbeMethod.Head && bodyMatch is not null)
        {
            fields.Fault("bodyMatch", "has no meaning for the method HEAD: its answers have no body");
        }

        var expected = fields.Optional("expectedStatus")?.As<ExpectedStatus>(ExpectedStatus.TryParse, ExpectedStatus.Rule);
        return check with
        {
            Endpoint = endpoint?.As<string>(ProbePath.TryParse, ProbePath.Rule),
            Method = method,
            Headers = fields.Optional("headers") is { } headers ? ReadHeaders(headers) : null,
            ExpectedStatus = expected == ExpectedStatus.Success ? null : expected,
            BodyMatch = bodyMatch,
        };
    }

    private static ProbeHeaders? ReadHeaders(JsonField field)
    {
        var faults = 0;
        var map = field.Map(ProbeHeaders.MaxCount, ProbeHeaderRules.MaxNameLength, (name, value) => ReadHeader(name, value, ref faults));
        if (map is null or { Count: 0 } || faults > 0)
        {
            return null;
        }

        if (ProbeHeaders.TryCreate(map, out var headers))
        {
            return headers;
        }

        // Each of them is sound: so it is all of them together that are not.
        field.Fault($"must name each header once, whatever its case, and have at most {ProbeHeaderRules.MaxLength} characters in all");
        return null;
    }

    private static string? ReadHeader(string name, JsonField field, ref int faults)
    {
        var value = field.Text(0, ProbeHeaderRules.MaxValueLength);
        var refusal = ProbeHeaderRules.RefusalOfName(name) ?? (value is null ? null : ProbeHeaderRules.RefusalOfValue(name, value));
        if (refusal is not null)
        {
            field.Fault(refusal);
        }

        faults += value is null || refusal is not null ? 1 : 0;
        return value;
    }

    private static string? NullIfEmpty(string? text) => text is { Length: 0 } ? null : text;

    private static string NameOf(HealthCheckType type) => type.ToString().ToLowerInvariant();
}
