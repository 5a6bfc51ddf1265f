using System.Diagnostics.CodeAnalysis;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Registry;

/// <summary>Reads the part of a registration that belongs to its service.</summary>
internal static class RoutingParser
{
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);

    private static readonly TimeSpan DefaultWindow = TimeSpan.FromMinutes(1);

    public static ServiceRouting Read(JsonFields fields)
    {
        var routing = new ServiceRouting(
            fields.Optional("access")?.Enumeration<AccessPolicy>(),
            fields.Optional("loadBalancing")?.Enumeration<LoadBalancing>(),
            fields.Optional("timeout")?.Duration(ShortestTimeout, LongestTimeout),
            fields.Optional("rateLimit")?.Object(ReadLimit))
        {
            RequiredRoles = ReadRoles(fields),
            RequiredScopes = ReadScopes(fields),
            PassAuthorization = fields.Optional("passAuthorization")?.Boolean(),
        };
        if (routing is { Access: AccessPolicy.Anonymous } and ({ RequiredRoles.Count: > 0 } or { RequiredScopes.Count: > 0 }))
        {
            fields.Fault("access", "must be authenticated where roles or scopes are required");
        }

        return routing;
    }

    private static Role[]? ReadRoles(JsonFields fields) => fields.Optional("requiredRoles")
        ?.Items<object>(CallerRequirements.Callers.Count, item => item.Enumeration([.. CallerRequirements.Callers]))
        ?.Cast<Role>().Distinct().Order().ToArray();

    private static string[]? ReadScopes(JsonFields fields) => fields.Optional("requiredScopes")
        ?.Items(CallerRequirements.MaxScopes, item => item.As<string>(TryReadScope, ScopeName.Rule))
        ?.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();

    private static bool TryReadScope(string? text, [NotNullWhen(true)] out string? scope)
    {
        scope = ScopeName.IsValid(text) ? text : null;
        return scope is not null;
    }

    private static ServiceRateLimit? ReadLimit(JsonFields fields)
    {
        var permits = fields.Required("permits")?.Integer(0, ServiceRateLimit.MaxPermits);
        var window = fields.Optional("window")?.Duration(ServiceRateLimit.ShortestWindow, ServiceRateLimit.LongestWindow);
        var by = fields.Optional("by")?.Enumeration<RateLimitBy>();
        return permits is { } number
            ? new ServiceRateLimit { Permits = number, Window = window ?? DefaultWindow, By = by ?? RateLimitBy.Caller }
            : null;
    }
}
