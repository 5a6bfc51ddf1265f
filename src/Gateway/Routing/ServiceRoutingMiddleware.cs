using ToskaMesh.Gateway.Access;
using ToskaMesh.Gateway.Documents;
using ToskaMesh.Gateway.Forwarding;
using ToskaMesh.Gateway.Limits;
using ToskaMesh.Gateway.Problems;
using ToskaMesh.Gateway.Telemetry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Routing;

/// <summary>
/// Gives the request its service's route, or the answer why it has none. Access is decided here, because all services
/// share one endpoint and its authorization; so is which credentials go no further, what the service is told of the caller, and whom a limit counts.
/// </summary>
internal sealed class ServiceRoutingMiddleware(
    RequestDelegate next,
    ServiceRoutes routes,
    DocumentFollower<RouteTable> table,
    CallerAuthentication authentication,
    ServiceLimits limits,
    RequestTelemetry telemetry)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.RouteValues[MeshProxyConfigProvider.ServiceParameter] is not string name || !routes.TryGet(name, out var route))
        {
            return RefuseAsync(context, table.State.Applied is null ? Problem.NoRouteTable : Problem.UnknownService);
        }

        context.ReassignProxyRequest(route.Model, route.Cluster);
        var headers = context.Request.Headers;
        var outcome = authentication.Authenticate(headers, route.Access.PassesAuthorization, out var caller);
        if (route.Access.Decide(outcome, caller) is { } refusal)
        {
            return RefuseAsync(context, refusal);
        }

        if (DotSegments.IsIn(context.Request.Path.Value))
        {
            return RefuseAsync(context, Problem.AmbiguousPath);
        }

        MeshCredentials.Strip(headers, route.Access.PassesAuthorization);
        if (caller is not null)
        {
            // For each attempt to introduce; a dictionary of items would cost more than all that was asked so far.
            context.Features.Set(caller);
        }

        return route.Limit is { } limit ? limits.PassAsync(context, route.Name, limit, caller?.LimitKey, next) : next(context);
    }

    private async Task RefuseAsync(HttpContext context, Problem problem)
    {
        var start = telemetry.Start();
        await problem.WriteAsync(context);
        telemetry.Completed(context, context.GetReverseProxyFeature(), null, start);
    }
}
