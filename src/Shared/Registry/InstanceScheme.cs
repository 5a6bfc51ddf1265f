namespace ToskaMesh.Shared.Registry;

/// <summary>How the gateway speaks to an instance.</summary>
public enum InstanceScheme
{
    Http = 0,
    Https = 1,

    /// <summary>HTTP/2 without TLS and with prior knowledge (RFC 9113, section 3.3): gRPC on plain ports.</summary>
    H2c = 2,
}
