using System.Text.Json.Serialization;

namespace ToskaMesh.Shared.Registry;

/// <summary>
/// How an instance's health is learned. Whatever has a default is that default where it is null or zero: rows that
/// older builds stored do not have the fields that came later.
/// </summary>
public sealed record HealthCheck
{
    public required HealthCheckType Type { get; init; }

    /// <summary>An absolute path with an optional query, for http and https; otherwise null.</summary>
    public string? Endpoint { get; init; }

    /// <summary>1 s to 1 h.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>100 ms to 30 s, and shorter than <see cref="Interval"/>.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Successes in a row before an unhealthy instance is healthy again; 1 to 100.</summary>
    public int HealthyThreshold { get; init; } = 2;

    /// <summary>Failures in a row before an instance is unhealthy; 1 to 100.</summary>
    public int UnhealthyThreshold { get; init; } = 3;

    /// <summary>How long an instance may be unhealthy before it is deregistered; 1 min (as Consul's least) to 7 days.</summary>
    public TimeSpan DeregisterCriticalAfter { get; init; } = DefaultDeregisterCriticalAfter;

    /// <summary>1 to 65535, of the instance's own address; null is the port that it is registered with.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? Port { get; init; }

    /// <summary>For http and https.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ProbeMethod Method { get; init; }

    /// <summary>Sent with an http or https probe; null is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ProbeHeaders? Headers { get; init; }

    /// <summary>Which answers of an http or https probe pass; null is <see cref="ExpectedStatus.Success"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ExpectedStatus? ExpectedStatus { get; init; }

    /// <summary>What the body of an http or https answer must contain, in UTF-8, within its first 64 KiB; null is nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? BodyMatch { get; init; }

    /// <summary>Whether any certificate will do, for checks over TLS.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool TlsSkipVerify { get; init; }

    /// <summary>The service that a grpc check asks for; null asks for the server as a whole.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Service { get; init; }

    public static TimeSpan DefaultDeregisterCriticalAfter { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether somebody else probes the instance; otherwise its own heartbeat is its check.</summary>
    public bool IsProbed => Type is not HealthCheckType.Ttl;
}
