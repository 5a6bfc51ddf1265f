using ToskaMesh.Gateway.Routing;
using Yarp.ReverseProxy.Forwarder;

namespace ToskaMesh.Gateway.Forwarding;

/// <summary>
/// One connection pool for all services: connections belong to addresses, not to services, and ten thousand handlers
/// would be most of the gateway's memory. A service with a timeout of its own gets a thin handler around them.
/// </summary>
internal sealed class ServiceClientFactory : IForwarderHttpClientFactory, IDisposable
{
    private readonly UnbufferedBodyHandler _pool;
    private readonly HttpMessageInvoker _shared;
    private readonly TimeProvider _timeProvider;

    public ServiceClientFactory(InstanceHandlers handlers, TimeProvider timeProvider)
    {
        _pool = new UnbufferedBodyHandler(handlers.Create());
        _shared = new HttpMessageInvoker(_pool, disposeHandler: false);
        _timeProvider = timeProvider;
    }

    public HttpMessageInvoker CreateClient(ForwarderHttpClientContext context)
    {
        if (ClusterMetadata.Timeout(context.NewMetadata) is not { } timeout)
        {
            return _shared;
        }

        var isUnchanged = context.OldClient is not null && ClusterMetadata.Timeout(context.OldMetadata) == timeout;
        return isUnchanged
            ? context.OldClient!
            : WithTimeout(timeout);
    }

    /// <summary>The same connections, with a limit of its own until response headers.</summary>
    public HttpMessageInvoker WithTimeout(TimeSpan timeout) =>
        new(new ResponseTimeoutHandler(_pool, timeout, _timeProvider), disposeHandler: false);

    public void Dispose()
    {
        _shared.Dispose();
        _pool.Dispose();
    }
}
