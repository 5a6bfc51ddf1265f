using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>Turns JSON into a <see cref="RouteDefinition"/>, or into everything that is wrong with it. Both sides of the mesh read by it.</summary>
public static partial class RouteDefinitionParser
{
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromMinutes(1);

    public static Parsed<RouteDefinition> Parse(ReadOnlyMemory<byte> json) => JsonBody.Parse(json, Read);

    internal static RouteDefinition? Read(JsonFields fields)
    {
        var match = fields.Required("match")?.Object(ReadMatch);
        var order = fields.Optional("order")?.Integer(-RouteLimits.Order, RouteLimits.Order) ?? 0;
        var backends = ReadBackends(fields);
        var sticky = fields.Optional("sticky")?.Object(ReadSticky);
        var timeout = fields.Optional("timeout")?.Duration(RouteLimits.ShortestTimeout, RouteLimits.LongestTimeout);
        var retries = fields.Optional("retries")?.Integer(0, RouteLimits.Retries);
        var access = fields.Optional("access")?.Enumeration<AccessPolicy>() ?? AccessPolicy.Authenticated;
        var roles = ReadRoles(fields);
        var scopes = ReadScopes(fields);
        var passAuthorization = fields.Optional("passAuthorization")?.Boolean() ?? false;
        var limit = fields.Optional("rateLimit")?.Object(ReadLimit);
        var transforms = fields.Optional("transforms")?.Object(ReadTransforms);
        if (access is AccessPolicy.Anonymous && (roles is not null || scopes is not null))
        {
            fields.Fault("access", "must be authenticated where roles or scopes are required");
        }

        return match is null || backends is null ? null : new RouteDefinition
        {
            Match = match,
            Order = order,
            Backends = backends,
            Sticky = sticky,
            Timeout = timeout,
            Retries = retries,
            Access = access,
            RequiredRoles = roles,
            RequiredScopes = scopes,
            PassAuthorization = passAuthorization,
            RateLimit = limit,
            Transforms = transforms,
        };
    }

    private static IReadOnlyList<RouteBackend>? ReadBackends(JsonFields fields)
    {
        var backends = fields.Required("backends")?.Items(RouteLimits.Backends, item => item.Object(ReadBackend));
        if (backends is null)
        {
            return null;
        }

        if (backends.Sum(backend => backend.Weight) == 0)
        {
            fields.Fault("backends", "must have a weight above 0");
        }

        if (backends.DistinctBy(backend => backend.Identity, StringComparer.Ordinal).Count() < backends.Count)
        {
            fields.Fault("backends", "must not name the same instances twice");
        }

        return backends;
    }

    private static RouteBackend? ReadBackend(JsonFields fields)
    {
        var service = fields.Required("service")?.As<ServiceName>(ServiceName.TryParse, $"{ServiceName.Rule}, and not be one of the control plane's own");
        var version = fields.Optional("version")?.Text(1, RegistrationLimits.VersionLength);
        var tags = fields.Optional("tags")?.Items(RouteLimits.Tags, tag => tag.Text(1, RegistrationLimits.TagLength))
            ?.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var weight = fields.Optional("weight") is { } field ? field.Integer(0, RouteLimits.Weight) : 1;
        return service is null || weight is null ? null : new RouteBackend(service.Value, version, tags is { Length: > 0 } ? tags : null, weight.Value);
    }

    private static StickyKey? ReadSticky(JsonFields fields)
    {
        var source = fields.Required("by")?.Enumeration<StickySource>();
        var name = fields.Required("name")?.Text(1, RouteLimits.NameLength);
        if (name is not null && source is StickySource.Header && !HeaderRules.MayMatch(name))
        {
            fields.Fault("name", HeaderRules.MatchRule);
        }

        if (name is not null && source is StickySource.Cookie && !HeaderRules.IsToken(name))
        {
            fields.Fault("name", "must be a cookie's name");
        }

        return source is null || name is null ? null : new StickyKey(source.Value, name);
    }

    private static Role[]? ReadRoles(JsonFields fields) => NullIfEmpty(fields.Optional("requiredRoles")
        ?.Items<object>(CallerRequirements.Callers.Count, item => item.Enumeration([.. CallerRequirements.Callers]))
        ?.Cast<Role>().Distinct().Order().ToArray());

    private static string[]? ReadScopes(JsonFields fields) => NullIfEmpty(fields.Optional("requiredScopes")
        ?.Items(CallerRequirements.MaxScopes, item => item.As<string>(TryReadScope, ScopeName.Rule))
        ?.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray());

    private static bool TryReadScope(string text, out string? scope)
    {
        scope = ScopeName.IsValid(text) ? text : null;
        return scope is not null;
    }

    private static ServiceRateLimit? ReadLimit(JsonFields fields)
    {
        var permits = fields.Required("permits")?.Integer(1, ServiceRateLimit.MaxPermits);
        var window = fields.Optional("window")?.Duration(ServiceRateLimit.ShortestWindow, ServiceRateLimit.LongestWindow);
        var by = fields.Optional("by")?.Enumeration<RateLimitBy>();
        return permits is { } number
            ? new ServiceRateLimit { Permits = number, Window = window ?? DefaultWindow, By = by ?? RateLimitBy.Caller }
            : null;
    }

    private static T[]? NullIfEmpty<T>(T[]? items) => items is { Length: > 0 } ? items : null;
}
