using System.Net;
using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Forwarding;
using ToskaMesh.Gateway.Problems;
using ToskaMesh.Gateway.Settings;
using Yarp.ReverseProxy.Forwarder;

namespace ToskaMesh.Gateway.ControlPlane;

/// <summary>Passes a request on to the control plane with the caller's credentials, so that one address is enough for callers.</summary>
internal sealed class ControlPlaneForwarder : IDisposable
{
    private static readonly ForwarderRequestConfig RequestConfig = new()
    {
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private readonly IHttpForwarder _forwarder;
    private readonly ControlPlaneTransformer _transformer;
    private readonly UnchangedTransformer _unchanged;
    private readonly string _address;
    private readonly long _bodyLimit;
    private readonly HttpMessageInvoker _client;

    public ControlPlaneForwarder(
        IHttpForwarder forwarder, ControlPlaneTransformer transformer, UnchangedTransformer unchanged, IOptions<GatewayOptions> options)
    {
        _forwarder = forwarder;
        _transformer = transformer;
        _unchanged = unchanged;
        _address = options.Value.ControlPlane.TrimEnd('/');
        _bodyLimit = options.Value.ControlPlaneBodyLimit;
        _client = new HttpMessageInvoker(ControlPlaneHandler.Create(options.Value));
    }

    public Task ForwardAsync(HttpContext context) => SendAsync(context, _transformer);

    /// <summary>Passes the request and its answer on, too, but for the answer that the caller has the newest.</summary>
    /// <returns>True for that one: the response's head is set, and nothing of it is sent.</returns>
    public async Task<bool> TryLearnUnchangedAsync(HttpContext context)
    {
        await SendAsync(context, _unchanged);
        return !context.Response.HasStarted && context.Response.StatusCode == StatusCodes.Status304NotModified;
    }

    public void Dispose() => _client.Dispose();

    private async Task SendAsync(HttpContext context, ControlPlaneTransformer transformer)
    {
        if (DotSegments.IsIn(context.Request.Path.Value))
        {
            await Problem.AmbiguousPath.WriteAsync(context);
            return;
        }

        if (!await RequestBuffer.TryFillAsync(context, _bodyLimit))
        {
            await Problem.BodyTooLarge.WriteAsync(context);
            return;
        }

        var error = await _forwarder.SendAsync(context, _address, _client, RequestConfig, transformer);
        if (error != ForwarderError.None && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            await (error == ForwarderError.RequestTimedOut ? Problem.ControlPlaneTimeout : Problem.ControlPlaneDown).WriteAsync(context);
        }
    }
}
