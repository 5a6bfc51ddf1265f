using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Shared.Registry;

/// <summary>What a registration makes of its service, and which of that lets in more callers, or tells more of them.</summary>
internal static class RoutingRules
{
    public static RegisteredService Route(Registration registration, RegisteredService? service)
    {
        var known = service ?? new RegisteredService { Name = registration.ServiceName };
        return registration.Routing is not { } routing ? known : known with
        {
            Access = routing.Access ?? known.Access,
            Requires = new CallerRequirements(routing.RequiredRoles ?? known.Requires.Roles, routing.RequiredScopes ?? known.Requires.Scopes),
            PassAuthorization = routing.PassAuthorization ?? known.PassAuthorization,
            LoadBalancing = routing.LoadBalancing ?? known.LoadBalancing,
            Timeout = routing.Timeout ?? known.Timeout,
            RateLimit = (routing.RateLimit ?? known.RateLimit) is { Permits: > 0 } limit ? limit : null,
        };
    }

    /// <summary>
    /// The fields that loosen the service's access. It is judged against what stands, so that a body that repeats it
    /// needs no right, and tightening never needs one.
    /// </summary>
    /// <param name="service">Null is one that asks for a known caller, and for nothing else.</param>
    public static IEnumerable<string> Loosened(RegisteredService routed, RegisteredService? service)
    {
        if (routed.Access is AccessPolicy.Anonymous && service?.Access is not AccessPolicy.Anonymous)
        {
            yield return "access";
        }

        var (before, after) = (service?.Requires ?? CallerRequirements.None, routed.Requires);
        if (before.Roles.Count > 0 && (after.Roles.Count == 0 || after.Roles.Except(before.Roles).Any()))
        {
            yield return "requiredRoles";
        }

        if (before.Scopes.Except(after.Scopes, StringComparer.Ordinal).Any())
        {
            yield return "requiredScopes";
        }

        // The service could use a caller's token against other services.
        if (routed.PassAuthorization && service?.PassAuthorization is not true)
        {
            yield return "passAuthorization";
        }
    }
}
