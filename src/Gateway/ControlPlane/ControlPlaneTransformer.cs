using ToskaMesh.Gateway.Forwarding;
using Yarp.ReverseProxy.Forwarder;

namespace ToskaMesh.Gateway.ControlPlane;

/// <summary>The same request for the control plane, with the truth about the caller.</summary>
internal class ControlPlaneTransformer(ForwardedHeaders forwarded) : HttpTransformer
{
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        forwarded.Admit(httpContext);
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.RequestUri = UpstreamUri.Of(httpContext, destinationPrefix, skip: 0);
        proxyRequest.Headers.Host = null;
        ForwardedHeaders.Write(httpContext, proxyRequest.Headers, prefix: "");
        TraceHeaders.Write(httpContext, proxyRequest.Headers);
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var copiesBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        CorrelationId.Answer(httpContext);
        return copiesBody;
    }
}
