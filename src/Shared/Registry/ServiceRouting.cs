using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Shared.Registry;

/// <summary>How gateways treat a service. It belongs to the service, not to an instance: a null part leaves what is there.</summary>
public sealed record ServiceRouting(
    AccessPolicy? Access = null, LoadBalancing? LoadBalancing = null, TimeSpan? Timeout = null, ServiceRateLimit? RateLimit = null)
{
    /// <summary>See <see cref="CallerRequirements.Roles"/>; none takes the requirement away.</summary>
    public IReadOnlyList<Role>? RequiredRoles { get; init; }

    /// <summary>See <see cref="CallerRequirements.Scopes"/>; none takes the requirement away.</summary>
    public IReadOnlyList<string>? RequiredScopes { get; init; }

    /// <summary>See <see cref="RoutedService.PassAuthorization"/>.</summary>
    public bool? PassAuthorization { get; init; }
}
