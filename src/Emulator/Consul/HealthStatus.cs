#nullable disable

using System.Text.Json.Serialization;

namespace Consul;

/// <summary>The status of a check.</summary>
[JsonConverter(typeof(HealthStatusConverter))]
public class HealthStatus : IEquatable<HealthStatus>
{
    public const string NodeMaintenance = "_node_maintenance";

    public const string ServiceMaintenancePrefix = "_service_maintenance:";

    public string Status { get; private init; }

    public static HealthStatus Passing { get; } = new() { Status = "passing" };

    public static HealthStatus Warning { get; } = new() { Status = "warning" };

    public static HealthStatus Critical { get; } = new() { Status = "critical" };

    public static HealthStatus Maintenance { get; } = new() { Status = "maintenance" };

    public static HealthStatus Any { get; } = new() { Status = "any" };

    /// <exception cref="ArgumentException">It is no status.</exception>
    public static HealthStatus Parse(string status) => status switch
    {
        "passing" or "" => Passing,
        "warning" => Warning,
        "critical" => Critical,
        _ => throw new ArgumentException($"'{status}' is no health status.", nameof(status)),
    };

    public bool Equals(HealthStatus other) => other is not null && other.Status == Status;

    public override bool Equals(object other) => Equals(other as HealthStatus);

    public override int GetHashCode() => Status.GetHashCode(StringComparison.Ordinal);
}
