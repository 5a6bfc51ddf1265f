using System.Net;
using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Gateway.Forwarding;

/// <summary>Where a request really comes from: the connection's other end, or what trusted proxies say of theirs.</summary>
internal sealed class ClientAddress(TrustedProxies proxies)
{
    public string NetworkOf(HttpContext context) => ClientNetwork.Name(Find(context));

    private IPAddress? Find(HttpContext context)
    {
        var nearest = context.Connection.RemoteIpAddress;
        return proxies.Contains(nearest)
            ? ClientNetwork.Find(nearest, context.Request.Headers["X-Forwarded-For"].ToString(), proxies.Contains)
            : nearest;
    }
}
