using ToskaMesh.Gateway.Access;
using ToskaMesh.Gateway.Documents;
using ToskaMesh.Gateway.Forwarding;
using ToskaMesh.Gateway.Problems;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Routing;

/// <summary>
/// Gives the request its service's route, or the answer why it has none. Access is decided here, because all services
/// share one endpoint and its authorization; so is which credentials go no further.
/// </summary>
internal sealed class ServiceRoutingMiddleware(
    RequestDelegate next, ServiceRoutes routes, DocumentFollower<RouteTable> table, ApiKeyAuthentication authentication)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.RouteValues[MeshProxyConfigProvider.ServiceParameter] is not string name || !routes.TryGet(name, out var route))
        {
            return (table.State.Applied is null ? Problem.NoRouteTable : Problem.UnknownService).WriteAsync(context);
        }

        context.ReassignProxyRequest(route.Model, route.Cluster);
        if (route.Access != AccessPolicy.Anonymous && !authentication.IsAuthenticated(context.Request.Headers))
        {
            return Problem.Unauthorized.WriteAsync(context);
        }

        if (DotSegments.IsIn(context.Request.Path.Value))
        {
            return Problem.AmbiguousPath.WriteAsync(context);
        }

        MeshCredentials.Strip(context.Request.Headers);
        return next(context);
    }
}
