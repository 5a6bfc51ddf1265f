#nullable disable

namespace Consul;

/// <summary>What is reported of a TTL check.</summary>
public class TTLStatus : IEquatable<TTLStatus>
{
    public string Status { get; private init; }

    public static TTLStatus Pass { get; } = new() { Status = "passing" };

    public static TTLStatus Warn { get; } = new() { Status = "warning" };

    public static TTLStatus Critical { get; } = new() { Status = "critical" };

    public bool Equals(TTLStatus other) => other is not null && other.Status == Status;

    public override bool Equals(object other) => Equals(other as TTLStatus);

    public override int GetHashCode() => Status.GetHashCode(StringComparison.Ordinal);
}
