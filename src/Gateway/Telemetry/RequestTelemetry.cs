using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.Telemetry;

/// <summary>
/// Measures each request to a service and logs it: failures of the mesh at Warning, everything else at Debug, since
/// a line for each request would cost more than forwarding it.
/// </summary>
internal sealed partial class RequestTelemetry(GatewayMetrics metrics, TimeProvider timeProvider, ILogger<RequestTelemetry> logger)
{
    /// <summary>A moment to give to <see cref="Completed"/>.</summary>
    public long Start() => timeProvider.GetTimestamp();

    /// <param name="context">The request, with what became of it.</param>
    /// <param name="proxy">Its route and instance.</param>
    /// <param name="failure">Why it could not be forwarded; null when it was, or was answered here.</param>
    /// <param name="start">When it began.</param>
    public void Completed(HttpContext context, IReverseProxyFeature proxy, IForwarderErrorFeature? failure, long start)
    {
        var duration = timeProvider.GetElapsedTime(start);
        var service = proxy.Route.Config.RouteId;
        var status = context.RequestAborted.IsCancellationRequested ? StatusCodes.Status499ClientClosedRequest : context.Response.StatusCode;
        metrics.Completed(service, status, duration);
        if (failure is not null && !context.RequestAborted.IsCancellationRequested)
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
