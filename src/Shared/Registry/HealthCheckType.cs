namespace ToskaMesh.Shared.Registry;

public enum HealthCheckType
{
    /// <summary>The lease is the check: the instance reports by heartbeat.</summary>
    Ttl = 0,

    Http = 1,

    Https = 2,
}
