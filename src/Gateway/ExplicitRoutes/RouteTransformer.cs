using System.Net.Http.Headers;
using ToskaMesh.Gateway.Forwarding;
using ToskaMesh.Shared.Routing.Explicit;
using Yarp.ReverseProxy.Forwarder;

namespace ToskaMesh.Gateway.ExplicitRoutes;

/// <summary>What a service gets of a request to an explicit route, and its caller of the answer.</summary>
internal sealed class RouteTransformer(ServiceTransformer transformer, RouteTransforms transforms) : HttpTransformer
{
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        var (target, hidden) = TargetOf(httpContext, destinationPrefix);
        await transformer.ForwardAsync(httpContext, proxyRequest, target, hidden, cancellationToken);
        foreach (var change in transforms.RequestHeaders ?? [])
        {
            Apply(change, proxyRequest);
        }
    }

    public override ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken) =>
        transformer.AnswerAsync(httpContext, proxyResponse, proxyResponse is null ? null : ChangeAnswer, cancellationToken);

    private (Uri Target, string Hidden) TargetOf(HttpContext context, string destinationPrefix)
    {
        if (transforms.SetPath is { } path)
        {
            return (UpstreamUri.Of(context, destinationPrefix, path), "");
        }

        var hidden = transforms.StripPrefix is { } strip && context.Request.Path.StartsWithSegments(strip, StringComparison.OrdinalIgnoreCase)
            ? context.Request.Path.Value![..strip.Length]
            : "";
        return (UpstreamUri.Of(context, string.Concat(destinationPrefix, transforms.AddPrefix), hidden.Length), hidden);
    }

    private void ChangeAnswer(HttpContext context)
    {
        var headers = context.Response.Headers;
        foreach (var change in transforms.ResponseHeaders ?? [])
        {
            switch (change.Action)
            {
                case HeaderAction.Set:
                    headers[change.Name] = change.Value;
                    break;
                case HeaderAction.Append:
                    headers.Append(change.Name, change.Value);
                    break;
                default:
                    headers.Remove(change.Name);
                    break;
            }
        }
    }

    private static void Apply(HeaderChange change, HttpRequestMessage request)
    {
        if (change.Action is not HeaderAction.Append)
        {
            Remove(request.Headers, change.Name);
            Remove(request.Content?.Headers, change.Name);
        }

        // Those that describe a body are kept with it.
        if (change.Value is { } value && !request.Headers.TryAddWithoutValidation(change.Name, value))
        {
            request.Content?.Headers.TryAddWithoutValidation(change.Name, value);
        }
    }

    // Each kind refuses the names of the other one.
    private static void Remove(HttpHeaders? headers, string name)
    {
        if (headers?.NonValidated.Contains(name) == true)
        {
            headers.Remove(name);
        }
    }
}
