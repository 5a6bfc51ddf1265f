using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Shared.Registry;

/// <summary>What belongs to a service rather than to its instances.</summary>
public sealed record RegisteredService
{
    public required ServiceName Name { get; init; }

    public AccessPolicy Access { get; init; }

    public LoadBalancing LoadBalancing { get; init; }

    /// <summary>Null is the gateway's default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Since when a mass failure of its instances is doubted; null while it is not.</summary>
    public DateTimeOffset? ProtectedSince { get; init; }
}
