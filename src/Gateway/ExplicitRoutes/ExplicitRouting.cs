using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Access;
using ToskaMesh.Gateway.Documents;
using ToskaMesh.Gateway.Health;
using ToskaMesh.Gateway.Limits;
using ToskaMesh.Gateway.Problems;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Gateway.Telemetry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Shared.Routing.Explicit;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.ExplicitRoutes;

/// <summary>Serves the requests that are for no path of the mesh's own: by an explicit route, or not at all.</summary>
internal sealed class ExplicitRouting(
    RouteSet routes,
    RouteAdmission admission,
    ServiceLimits limits,
    DocumentFollower<RouteTable> table,
    IOptions<GatewayOptions> options,
    GatewayMetrics metrics,
    TimeProvider timeProvider)
{
    private readonly string _prefix = options.Value.Prefix;

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        if (ReservedPaths.Contains(path.Value) || path.StartsWithSegments(_prefix, StringComparison.OrdinalIgnoreCase))
        {
            return Problem.NotFound.WriteAsync(context);
        }

        return routes.Choose(context) is { } choice ? ServeAsync(context, choice, next)
            : (table.State.Applied is null ? Problem.NoRouteTable : Problem.NotFound).WriteAsync(context);
    }

    private async Task ServeAsync(HttpContext context, RouteChoice choice, RequestDelegate next)
    {
        var start = timeProvider.GetTimestamp();
        var (definition, wasAdmitted) = (choice.Version.Definition, false);
        if (choice.State is { } state)
        {
            context.Features.Set<IReverseProxyFeature>(new RouteProxyFeature(state));
        }

        context.Features.Set(choice);
        try
        {
            await admission.PassAsync(context, choice.Version.Access, $"route:{choice.Route.Name}", definition.RateLimit, ForwardAsync);
        }
        finally
        {
            Count(context, choice, start, wasAdmitted);
        }

        Task ForwardAsync(HttpContext admitted)
        {
            wasAdmitted = true;
            return choice.State is not { } state ? Problem.NoInstance.WriteAsync(admitted)
                : state.Limit is { } limit ? limits.PassAsync(admitted, $"service:{state.Service}", limit, admitted.Features.Get<MeshCaller>()?.LimitKey, next)
                : next(admitted);
        }
    }

    private void Count(HttpContext context, RouteChoice choice, long start, bool wasAdmitted)
    {
        var isAborted = context.RequestAborted.IsCancellationRequested;
        var status = isAborted ? StatusCodes.Status499ClientClosedRequest : context.Response.StatusCode;
        metrics.RouteCompleted(choice.Route.Name, choice.Version.Number, status, timeProvider.GetElapsedTime(start));

        // Whom the gateway itself turned away says nothing about the version.
        var failure = context.Features.Get<IForwarderErrorFeature>();
        if (wasAdmitted && context.Tells() && (choice.State is null || failure is not null || context.GetReverseProxyFeature().ProxiedDestination is not null))
        {
            var failed = !isAborted
                && (choice.State is null || failure?.IsOfInstance() == true || failure?.Error is ForwarderError.NoAvailableDestinations);
            choice.Version.Traffic.Count(failed, serverError: !failed && !isAborted && status >= StatusCodes.Status500InternalServerError);
        }
    }
}
