using Microsoft.AspNetCore.Http.Features;
using ToskaMesh.Gateway.Balancing;
using ToskaMesh.Gateway.ExplicitRoutes;
using ToskaMesh.Gateway.Health;
using ToskaMesh.Gateway.Observations;
using ToskaMesh.Gateway.Problems;
using ToskaMesh.Gateway.Routing;
using ToskaMesh.Gateway.Telemetry;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.Forwarding;

/// <summary>
/// Stands around balancing: judges each attempt, sends a request that no instance can have acted on to another one,
/// answers what failed for good, and measures the whole. One middleware, because each asynchronous one costs every
/// request that simply succeeds.
/// </summary>
internal sealed class AttemptsMiddleware(
    RequestDelegate next, EjectionPolicy ejection, InstanceMarks marks, RequestTelemetry telemetry, GatewayMetrics metrics)
{
    private const int DefaultAttempts = 3;

    public async Task InvokeAsync(HttpContext context)
    {
        var start = telemetry.Start();
        var proxy = context.GetReverseProxyFeature();
        var available = proxy.AvailableDestinations;
        IForwarderErrorFeature? failure = null;
        try
        {
            var held = marks.Current;
            await next(context);
            failure = Judge(context, proxy, held);
            if (failure is not null)
            {
                failure = await RetryAsync(context, proxy, available, failure);
                await ForwarderProblems.WriteAsync(context, failure);
            }
        }
        finally
        {
            telemetry.Completed(context, proxy, failure, start);
        }
    }

    private IForwarderErrorFeature? Judge(HttpContext context, IReverseProxyFeature proxy, InstanceMarks.Snapshot held)
    {
        var failure = context.Features.Get<IForwarderErrorFeature>();
        if (proxy.ProxiedDestination is { } destination)
        {
            ejection.Judge(context, proxy.Route.Cluster!, destination, failure, held);
        }

        return failure;
    }

    private async Task<IForwarderErrorFeature?> RetryAsync(
        HttpContext context, IReverseProxyFeature proxy, IReadOnlyList<DestinationState> available, IForwarderErrorFeature failure)
    {
        var last = failure;
        var choice = context.Features.Get<RouteChoice>();
        var attempts = choice?.Version.Attempts ?? DefaultAttempts;
        var tried = new List<DestinationState>(attempts);
        while (last is not null && tried.Count + 1 < attempts && MayRetry(context, last) && proxy.ProxiedDestination is { } failed)
        {
            tried.Add(failed);
            var others = Others(available, proxy.AllDestinations, tried, choice);
            if (others.Count == 0)
            {
                break;
            }

            context.Response.Clear();
            context.Features.Set<IForwarderErrorFeature>(null);
            proxy.ProxiedDestination = null;
            proxy.AvailableDestinations = others;
            metrics.Retried(proxy.Route.Config.RouteId);
            var held = marks.Current;
            await next(context);
            last = Judge(context, proxy, held);
        }

        return last;
    }

    // A failed connection is safe for any method, and the body is still unread. A lost one is safe only where the
    // method promises that twice is as good as once (RFC 9110, section 9.2.2) and there is no body to send again.
    private static bool MayRetry(HttpContext context, IForwarderErrorFeature failure) =>
        !context.Response.HasStarted
        && !context.RequestAborted.IsCancellationRequested
        && (failure.IsConnectFailure() || (failure.IsLostBeforeResponse() && IsSafeWithoutBody(context)));

    private static bool IsSafeWithoutBody(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method))
        && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };

    // When all that is available has failed, one that was ejected before may have come back.
    private static WeightedInstances Others(
        IReadOnlyList<DestinationState> available, IReadOnlyList<DestinationState> all, List<DestinationState> tried, RouteChoice? choice)
    {
        var others = new List<DestinationState>(available.Count);
        others.AddRange(available.Where(destination => !tried.Contains(destination)));
        if (others.Count == 0)
        {
            others.AddRange(all.Where(destination => !tried.Contains(destination)
                && destination.Health.Active != DestinationHealth.Unhealthy
                && DestinationMetadata.TakesTraffic(destination.Model.Config)
                && choice?.Takes(destination) != false));
        }

        return new WeightedInstances(others);
    }
}
