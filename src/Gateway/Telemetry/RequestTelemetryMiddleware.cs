using Yarp.ReverseProxy.Forwarder;

namespace ToskaMesh.Gateway.Telemetry;

/// <summary>
/// Measures each request to a service and logs it: failures of the mesh at Warning, everything else at Debug, since
/// a line for each request would cost more than forwarding it.
/// </summary>
internal sealed partial class RequestTelemetryMiddleware(
    RequestDelegate next, GatewayMetrics metrics, TimeProvider timeProvider, ILogger<RequestTelemetryMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var start = timeProvider.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            Completed(context, timeProvider.GetElapsedTime(start));
        }
    }

    private void Completed(HttpContext context, TimeSpan duration)
    {
        var proxy = context.GetReverseProxyFeature();
        var service = proxy.Route.Config.RouteId;
        var status = context.RequestAborted.IsCancellationRequested ? StatusCodes.Status499ClientClosedRequest : context.Response.StatusCode;
        metrics.Completed(service, status, duration);
        if (context.Features.Get<IForwarderErrorFeature>() is { } failure && !context.RequestAborted.IsCancellationRequested)
        {
            Log.Failed(
                logger, context.Request.Method, service, context.Request.Path, status, duration.TotalMilliseconds,
                proxy.ProxiedDestination?.DestinationId, failure.Error, failure.Exception?.Message, context.TraceIdentifier);
        }
        else if (logger.IsEnabled(LogLevel.Debug))
        {
            Log.Completed(
                logger, context.Request.Method, service, context.Request.Path, status, duration.TotalMilliseconds,
                proxy.ProxiedDestination?.DestinationId, context.TraceIdentifier);
        }
    }
}
