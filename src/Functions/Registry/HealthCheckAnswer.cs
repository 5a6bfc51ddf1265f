using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>A health check as callers read it; a ttl check has only its type and its last field.</summary>
public sealed record HealthCheckAnswer
{
    public required HealthCheckType Type { get; init; }

    public string? Endpoint { get; init; }

    /// <summary>The check's own, where it is not the instance's.</summary>
    public int? Port { get; init; }

    public ProbeMethod? Method { get; init; }

    /// <summary>Their values may be secrets, and are not told.</summary>
    public IReadOnlyList<string>? HeaderNames { get; init; }

    public string? ExpectedStatus { get; init; }

    public string? BodyMatch { get; init; }

    public bool? TlsSkipVerify { get; init; }

    public string? Service { get; init; }

    public TimeSpan? Interval { get; init; }

    public TimeSpan? Timeout { get; init; }

    public int? HealthyThreshold { get; init; }

    public int? UnhealthyThreshold { get; init; }

    public required TimeSpan DeregisterCriticalAfter { get; init; }

    internal static HealthCheckAnswer From(HealthCheck check) => check.IsProbed
        ? new()
        {
            Type = check.Type,
            Endpoint = check.Endpoint,
            Port = check.Port,
            Method = IsHttp(check) ? check.Method : null,
            HeaderNames = check.Headers?.Items.Select(header => header.Key).ToList(),
            ExpectedStatus = IsHttp(check) ? (check.ExpectedStatus ?? Shared.Registry.ExpectedStatus.Success).Value : null,
            BodyMatch = check.BodyMatch,
            TlsSkipVerify = check.TlsSkipVerify ? true : null,
            Service = check.Service,
            Interval = check.Interval,
            Timeout = check.Timeout,
            HealthyThreshold = check.HealthyThreshold,
            UnhealthyThreshold = check.UnhealthyThreshold,
            DeregisterCriticalAfter = check.DeregisterCriticalAfter,
        }
        : new() { Type = check.Type, DeregisterCriticalAfter = check.DeregisterCriticalAfter };

    private static bool IsHttp(HealthCheck check) => check.Type is HealthCheckType.Http or HealthCheckType.Https;
}
