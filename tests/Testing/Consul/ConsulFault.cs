namespace ToskaMesh.Testing.Consul;

/// <summary>How a Consul answers that does not work.</summary>
public enum ConsulFault
{
    None = 0,

    /// <summary>500 with a sentence.</summary>
    ServerError,

    /// <summary>Takes requests and does not answer.</summary>
    Silent,

    /// <summary>Success, with half a document.</summary>
    Garbage,

    /// <summary>A good answer without <c>X-Consul-Index</c>.</summary>
    NoIndex,

    /// <summary>An agent whose servers have lost each other, and that answers all the same.</summary>
    NoLeader,
}
