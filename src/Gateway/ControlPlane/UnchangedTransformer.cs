using System.Net;
using ToskaMesh.Gateway.Forwarding;

namespace ToskaMesh.Gateway.ControlPlane;

/// <summary>Passes any answer on but 304, of which nothing is sent yet.</summary>
internal sealed class UnchangedTransformer(ForwardedHeaders forwarded) : ControlPlaneTransformer(forwarded)
{
    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var copiesBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        return copiesBody && proxyResponse?.StatusCode is not HttpStatusCode.NotModified;
    }
}
