namespace ToskaMesh.Shared.Routing;

/// <summary>What a gateway's probe speaks.</summary>
public enum ProbeProtocol
{
    Http = 0,
    Tcp = 1,
    Grpc = 2,
}
