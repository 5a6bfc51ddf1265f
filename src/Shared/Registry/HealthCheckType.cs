namespace ToskaMesh.Shared.Registry;

public enum HealthCheckType
{
    /// <summary>The lease is the check: the instance reports by heartbeat.</summary>
    Ttl = 0,

    /// <summary>A request in clear text, and the status of its answer.</summary>
    Http = 1,

    /// <summary>The same over TLS.</summary>
    Https = 2,

    /// <summary>A connection that is accepted.</summary>
    Tcp = 3,

    /// <summary><c>grpc.health.v1.Health/Check</c>: over TLS where the instance's scheme is https, otherwise in clear text.</summary>
    Grpc = 4,
}
