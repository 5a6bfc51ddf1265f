using System.Net;
using System.Net.Sockets;

namespace ToskaMesh.Gateway.Forwarding;

/// <summary>Where a request really comes from: the connection's other end, or what trusted proxies say of theirs.</summary>
internal sealed class ClientAddress(TrustedProxies proxies)
{
    /// <summary>The nearest address that is no trusted proxy's.</summary>
    public IPAddress? Of(HttpContext context)
    {
        var nearest = context.Connection.RemoteIpAddress;
        if (!proxies.Contains(nearest))
        {
            return nearest;
        }

        // Each proxy appended the one that it was called by: the chain is believed from its end, as long as it is theirs.
        var chain = context.Request.Headers["X-Forwarded-For"].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (var i = chain.Length - 1; i >= 0 && IPAddress.TryParse(chain[i], out var before); i--)
        {
            nearest = before;
            if (!proxies.Contains(before))
            {
                break;
            }
        }

        return nearest;
    }

    /// <summary>The same for all addresses that one client has at will: an IPv6 network of 64 bits.</summary>
    public string NetworkOf(HttpContext context)
    {
        var address = Of(context) ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        return address.AddressFamily is AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
