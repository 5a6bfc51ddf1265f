namespace ToskaMesh.Testing.Consul;

/// <summary>A check in the fake catalog.</summary>
public sealed record ConsulCheck(string Id, string Name, string Status, string Output = "")
{
    /// <summary>Null for a check that somebody else keeps.</summary>
    public TimeSpan? Ttl { get; init; }

    public TimeSpan? DeregisterAfter { get; init; }

    /// <summary>When a TTL check was last heard of, or turned critical.</summary>
    public DateTimeOffset Since { get; init; }
}
