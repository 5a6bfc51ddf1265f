using Microsoft.Extensions.Primitives;
using ToskaMesh.Gateway.Access;
using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Gateway.ExplicitRoutes;

/// <summary>A version of an explicit route, ready to be asked about requests.</summary>
internal sealed class CompiledVersion(long number, RouteDefinition definition, IReadOnlyList<CompiledBackend> backends, RouteTraffic traffic)
{
    public string Number { get; } = number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public RouteDefinition Definition => definition;

    public PathPattern Path { get; } = PathPattern.Parse(definition.Match.Path);

    public RouteAccess Access { get; } = new(definition.Access, definition.Requires(), definition.PassAuthorization);

    public IReadOnlyList<CompiledBackend> Backends => backends;

    public RouteTraffic Traffic => traffic;

    public int Attempts { get; } = 1 + (definition.Retries ?? RouteLimits.DefaultRetries);

    public bool IsMatch(HttpContext context)
    {
        var (match, request) = (definition.Match, context.Request);
        return Path.IsMatch(request.Path.Value)
            && (match.Hosts is null || IsOneOf(match.Hosts, request.Host.Host))
            && (match.Methods is null || match.Methods.Contains(request.Method, StringComparer.OrdinalIgnoreCase))
            && (match.Headers is null || match.Headers.All(condition => IsMet(condition, request.Headers[condition.Name])))
            && (match.Query is null || match.Query.All(condition => IsMet(condition, request.Query[condition.Name])));
    }

    /// <summary>The value of the route's sticky key; null when it has none, or the request has not.</summary>
    public string? KeyOf(HttpContext context)
    {
        var request = context.Request;
        var value = definition.Sticky switch
        {
            { By: StickySource.Header, Name: var name } => request.Headers[name].ToString(),
            { By: StickySource.Cookie, Name: var name } => request.Cookies[name],
            { By: StickySource.Query, Name: var name } => request.Query[name].ToString(),
            _ => null,
        };
        return string.IsNullOrEmpty(value) ? null : value;
    }

    private static bool IsOneOf(IReadOnlyList<string> patterns, string host)
    {
        foreach (var pattern in patterns)
        {
            if (HostPattern.IsMatch(pattern, host))
            {
                return true;
            }
        }

        return false;
    }

    // Any of several values will do; none is no value, and an empty one is one.
    private static bool IsMet(ValueMatch condition, StringValues values)
    {
        foreach (var value in values)
        {
            if (condition.IsMetBy(value))
            {
                return true;
            }
        }

        return false;
    }
}
