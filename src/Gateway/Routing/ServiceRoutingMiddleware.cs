using ToskaMesh.Gateway.Access;
using ToskaMesh.Gateway.Documents;
using ToskaMesh.Gateway.ExplicitRoutes;
using ToskaMesh.Gateway.Problems;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Routing;

/// <summary>
/// Gives the request its service's route, or the answer why it has none. What is not below the prefix of services is for
/// the explicit routes.
/// </summary>
internal sealed class ServiceRoutingMiddleware(
    RequestDelegate next,
    ServiceRoutes routes,
    DocumentFollower<RouteTable> table,
    RouteAdmission admission,
    ExplicitRouting explicitRouting)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.RouteValues[MeshProxyConfigProvider.ServiceParameter] is not string name)
        {
            return explicitRouting.InvokeAsync(context, next);
        }

        if (!routes.TryGet(name, out var route))
        {
            return admission.RefuseAsync(context, table.State.Applied is null ? Problem.NoRouteTable : Problem.UnknownService);
        }

        context.ReassignProxyRequest(route.Model, route.Cluster);
        return admission.PassAsync(context, route.Access, route.LimitKey, route.Limit, next);
    }
}
