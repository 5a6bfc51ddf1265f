using System.Text.Json.Serialization;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Routing;

/// <summary>
/// A check that gateways run against an instance, with the thresholds of its registration. What an older build did not
/// know is left out where it has its default, and read as its default where it is left out.
/// </summary>
public sealed record RoutedCheck
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ProbeProtocol Protocol { get; init; }

    /// <summary>True for https, whatever the instance's own scheme is. A grpc check goes by the instance's scheme.</summary>
    public bool Tls { get; init; }

    /// <summary>An absolute path, with an optional query; null except for http.</summary>
    public string? Path { get; init; }

    public required TimeSpan Interval { get; init; }

    /// <summary>Shorter than <see cref="Interval"/>.</summary>
    public required TimeSpan Timeout { get; init; }

    public required int HealthyThreshold { get; init; }

    public required int UnhealthyThreshold { get; init; }

    /// <summary>Null is the instance's.</summary>
    public int? Port { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ProbeMethod Method { get; init; }

    /// <summary>They may hold secrets of the team that registered them: whoever reads the table reads them.</summary>
    public ProbeHeaders? Headers { get; init; }

    /// <summary>Null is <see cref="Registry.ExpectedStatus.Success"/>.</summary>
    public ExpectedStatus? ExpectedStatus { get; init; }

    public string? BodyMatch { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool TlsSkipVerify { get; init; }

    /// <summary>Of a grpc check; null is the server as a whole.</summary>
    public string? Service { get; init; }

    /// <param name="check">Of any type but ttl.</param>
    public static RoutedCheck Of(HealthCheck check) => new()
    {
        Protocol = check.Type switch
        {
            HealthCheckType.Tcp => ProbeProtocol.Tcp,
            HealthCheckType.Grpc => ProbeProtocol.Grpc,
            _ => ProbeProtocol.Http,
        },
        Tls = check.Type is HealthCheckType.Https,
        Path = check.Endpoint,
        Interval = check.Interval,
        Timeout = check.Timeout,
        HealthyThreshold = check.HealthyThreshold,
        UnhealthyThreshold = check.UnhealthyThreshold,
        Port = check.Port,
        Method = check.Method,
        Headers = check.Headers,
        ExpectedStatus = check.ExpectedStatus,
        BodyMatch = check.BodyMatch,
        TlsSkipVerify = check.TlsSkipVerify,
        Service = check.Service,
    };

    public HealthCheck ToHealthCheck() => new()
    {
        Type = Protocol switch
        {
            ProbeProtocol.Tcp => HealthCheckType.Tcp,
            ProbeProtocol.Grpc => HealthCheckType.Grpc,
            _ => Tls ? HealthCheckType.Https : HealthCheckType.Http,
        },
        Endpoint = Path,
        Interval = Interval,
        Timeout = Timeout,
        HealthyThreshold = HealthyThreshold,
        UnhealthyThreshold = UnhealthyThreshold,
        Port = Port,
        Method = Method,
        Headers = Headers,
        ExpectedStatus = ExpectedStatus,
        BodyMatch = BodyMatch,
        TlsSkipVerify = TlsSkipVerify,
        Service = Service,
    };
}
