using ToskaMesh.Gateway.Balancing;
using ToskaMesh.Gateway.Health;
using ToskaMesh.Gateway.Problems;
using ToskaMesh.Gateway.Routing;
using ToskaMesh.Gateway.Telemetry;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.Retry;

/// <summary>
/// Sends a request that no instance can have acted on to another one. It stands outside balancing and passive health,
/// so that each attempt is picked and judged by itself. What fails for good is answered here, too: another middleware
/// for that would cost every request that succeeds.
/// </summary>
internal sealed class RetryMiddleware(RequestDelegate next, GatewayMetrics metrics)
{
    private const int MaxAttempts = 3;

    public async Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        var available = proxy.AvailableDestinations;
        await next(context);
        if (context.Features.Get<IForwarderErrorFeature>() is null)
        {
            return;
        }

        if (MayRetry(context))
        {
            await RetryAsync(context, proxy, available);
        }

        await ForwarderProblems.WriteAsync(context);
    }

    private async Task RetryAsync(HttpContext context, IReverseProxyFeature proxy, IReadOnlyList<DestinationState> available)
    {
        var tried = new List<DestinationState>(MaxAttempts);
        while (tried.Count + 1 < MaxAttempts && MayRetry(context) && proxy.ProxiedDestination is { } failed)
        {
            tried.Add(failed);
            var others = Others(available, proxy.AllDestinations, tried);
            if (others.Count == 0)
            {
                return;
            }

            context.Response.Clear();
            context.Features.Set<IForwarderErrorFeature>(null);
            proxy.ProxiedDestination = null;
            proxy.AvailableDestinations = others;
            metrics.Retried(proxy.Route.Config.RouteId);
            await next(context);
        }
    }

    // A failed connection is safe for any method, and the body is still unread. A lost one is safe only where the
    // method promises that twice is as good as once (RFC 9110, section 9.2.2) and there is no body to send again.
    private static bool MayRetry(HttpContext context) =>
        context.Features.Get<IForwarderErrorFeature>() is { } failure
        && !context.Response.HasStarted
        && !context.RequestAborted.IsCancellationRequested
        && (failure.IsConnectFailure() || (failure.IsLostBeforeResponse() && IsSafeWithoutBody(context)));

    private static bool IsSafeWithoutBody(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method))
        && context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };

    // When all that is available has failed, one that was ejected before may have come back.
    private static WeightedInstances Others(
        IReadOnlyList<DestinationState> available, IReadOnlyList<DestinationState> all, List<DestinationState> tried)
    {
        var others = new List<DestinationState>(available.Count);
        others.AddRange(available.Where(destination => !tried.Contains(destination)));
        if (others.Count == 0)
        {
            others.AddRange(all.Where(destination => !tried.Contains(destination)
                && destination.Health.Active != DestinationHealth.Unhealthy
                && DestinationMetadata.Weight(destination.Model.Config) > 0));
        }

        return new WeightedInstances(others);
    }
}
