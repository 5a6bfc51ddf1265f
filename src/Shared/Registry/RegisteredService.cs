using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Shared.Registry;

/// <summary>What belongs to a service rather than to its instances.</summary>
public sealed record RegisteredService
{
    public required ServiceName Name { get; init; }

    public AccessPolicy Access { get; init; }

    public CallerRequirements Requires { get; init; } = CallerRequirements.None;

    /// <summary>See <see cref="RoutedService.PassAuthorization"/>.</summary>
    public bool PassAuthorization { get; init; }

    public LoadBalancing LoadBalancing { get; init; }

    /// <summary>Null is the gateway's default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Null is none.</summary>
    public ServiceRateLimit? RateLimit { get; init; }

    /// <summary>
    /// When a mass failure of its instances began to be doubted; null once half of them have recovered. It outlasts
    /// the protection, so that the same failure cannot start another: ask <see cref="Health.ProtectionRules.IsActive"/>.
    /// </summary>
    public DateTimeOffset? ProtectedSince { get; init; }
}
