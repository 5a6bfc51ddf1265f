using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Tests.Registry;

internal static class HealthChecks
{
    /// <summary>With everything that the type can have.</summary>
    public static HealthCheck Full(HealthCheckType type)
    {
        var check = new HealthCheck
        {
            Type = type,
            Interval = TimeSpan.FromSeconds(7),
            Timeout = TimeSpan.FromSeconds(3),
            HealthyThreshold = 4,
            UnhealthyThreshold = 5,
            Port = 9000,
        };
        return type switch
        {
            HealthCheckType.Http => WithHttp(check),
            HealthCheckType.Https => WithHttp(check) with { TlsSkipVerify = true },
            HealthCheckType.Grpc => check with { Service = "orders", TlsSkipVerify = true },
            _ => check,
        };
    }

    public static ProbeHeaders Headers(params (string Name, string Value)[] items) =>
        ProbeHeaders.TryCreate([.. items.Select(item => KeyValuePair.Create(item.Name, item.Value))], out var headers)
            ? headers
            : throw new ArgumentException("No headers of a probe.", nameof(items));

    private static HealthCheck WithHttp(HealthCheck check) => check with
    {
        Endpoint = "/ready?deep=1",
        Method = ProbeMethod.Put,
        Headers = Headers(("X-Team", "shop"), ("Host", "orders.internal:81")),
        ExpectedStatus = ExpectedStatus.Parse("200-299,401"),
        BodyMatch = "\"status\":\"bereit ✓\"",
    };
}
