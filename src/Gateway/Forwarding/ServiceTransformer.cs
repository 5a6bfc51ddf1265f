using System.Net;
using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Access;
using ToskaMesh.Gateway.Routing;
using ToskaMesh.Gateway.Settings;
using Yarp.ReverseProxy.Forwarder;

namespace ToskaMesh.Gateway.Forwarding;

/// <summary>Turns a caller's request into the one that a service gets, and its answer into the caller's.</summary>
internal sealed class ServiceTransformer(IOptions<GatewayOptions> options, ForwardedHeaders forwarded) : HttpTransformer
{
    private const string EventStream = "text/event-stream";

    private readonly string _prefix = options.Value.Prefix;

    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        var service = (string)httpContext.Request.RouteValues[MeshProxyConfigProvider.ServiceParameter]!;
        var skip = _prefix.Length + 1 + service.Length;
        return ForwardAsync(
            httpContext, proxyRequest, UpstreamUri.Of(httpContext, destinationPrefix, skip), httpContext.Request.Path.Value![..skip], cancellationToken);
    }

    public override ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken) =>
        AnswerAsync(httpContext, proxyResponse, null, cancellationToken);

    /// <param name="target">Where the request goes.</param>
    /// <param name="hidden">The part of the path that the service does not see; empty when it sees all.</param>
    public async ValueTask ForwardAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, Uri target, string hidden, CancellationToken cancellationToken)
    {
        forwarded.Admit(httpContext);
        await base.TransformRequestAsync(httpContext, proxyRequest, "", cancellationToken);
        proxyRequest.RequestUri = target;
        proxyRequest.Headers.Host = null;
        ForwardedHeaders.Write(httpContext, proxyRequest.Headers, hidden);
        TraceHeaders.Write(httpContext, proxyRequest.Headers);
        httpContext.Features.Get<MeshCaller>()?.Introduce(proxyRequest.Headers);
        RequireHttp2(httpContext, proxyRequest);
    }

    /// <param name="change">What else becomes of the answer's headers, before the first of them can be on its way.</param>
    public async ValueTask<bool> AnswerAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, Action<HttpContext>? change, CancellationToken cancellationToken)
    {
        var copiesBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        CorrelationId.Answer(httpContext);
        change?.Invoke(httpContext);
        if (proxyResponse is not null && httpContext.Response.ContentType?.StartsWith(EventStream, StringComparison.OrdinalIgnoreCase) == true)
        {
            // Headers otherwise wait for the first byte of the body, and an event stream may have none for long.
            await httpContext.Response.Body.FlushAsync(cancellationToken);
        }

        return copiesBody;
    }

    // A cluster whose instances differ in scheme asks for HTTP/2 instance by instance; an upgrade stays HTTP/1.1.
    private static void RequireHttp2(HttpContext context, HttpRequestMessage request)
    {
        if (context.GetReverseProxyFeature().ProxiedDestination is { } destination
            && DestinationMetadata.IsH2c(destination.Model.Config)
            && request.Version == HttpVersion.Version20)
        {
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        }
    }
}
