using System.Text.Json.Serialization;

namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>
/// What an explicit route does: which requests it takes, and what becomes of them. Only <see cref="RouteDefinitionParser"/>
/// makes one, so each holds every rule.
/// </summary>
public sealed record RouteDefinition
{
    public required RequestMatch Match { get; init; }

    /// <summary>Routes are tried from the lowest; those of one order from the most specific.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Order { get; init; }

    /// <summary>1 to <see cref="RouteLimits.Backends"/>, no two of them the same, with at least one weight above 0.</summary>
    public required IReadOnlyList<RouteBackend> Backends { get; init; }

    /// <summary>Null decides for each request anew.</summary>
    public StickyKey? Sticky { get; init; }

    /// <summary>Until the response headers; null is the service's.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How often a request is sent again that no instance can have acted on; null is <see cref="RouteLimits.DefaultRetries"/>.</summary>
    public int? Retries { get; init; }

    /// <summary>It holds in place of the services' own policies.</summary>
    public AccessPolicy Access { get; init; }

    /// <summary>Each once, in order. None asks for none.</summary>
    public IReadOnlyList<Identity.Role>? RequiredRoles { get; init; }

    /// <summary>Each once, in ordinal order.</summary>
    public IReadOnlyList<string>? RequiredScopes { get; init; }

    /// <summary>Whether the services get their callers' <c>Authorization</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool PassAuthorization { get; init; }

    /// <summary>Of the route's requests together; those of its services hold besides.</summary>
    public ServiceRateLimit? RateLimit { get; init; }

    public RouteTransforms? Transforms { get; init; }

    /// <summary>Null asks for nothing.</summary>
    public CallerRequirements? Requires() =>
        RequiredRoles is null && RequiredScopes is null ? null : new CallerRequirements(RequiredRoles ?? [], RequiredScopes ?? []);
}
