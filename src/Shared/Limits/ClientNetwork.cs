using System.Net;
using System.Net.Sockets;

namespace ToskaMesh.Shared.Limits;

/// <summary>Whose requests are one client's when nobody says who is calling.</summary>
public static class ClientNetwork
{
    /// <summary>
    /// The nearest address that is no trusted proxy's. Each proxy appends the one that it was called by, so the chain is
    /// believed from its end, as long as the word is a trusted proxy's own.
    /// </summary>
    /// <param name="nearest">A trusted proxy, or null where the connection's other end is not known.</param>
    /// <param name="chain">The value of <c>X-Forwarded-For</c>; addresses may have a port.</param>
    public static IPAddress? Find(IPAddress? nearest, string chain, Func<IPAddress, bool> isTrusted)
    {
        var addresses = chain.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (var i = addresses.Length - 1; i >= 0 && IPEndPoint.TryParse(addresses[i], out var before); i--)
        {
            nearest = before.Address;
            if (!isTrusted(nearest))
            {
                break;
            }
        }

        return nearest;
    }

    /// <summary>The same for all addresses that one client has at will: an IPv6 network of 64 bits.</summary>
    public static string Name(IPAddress? address)
    {
        if (address is null)
        {
            return "unknown";
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily is AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(plain.GetAddressBytes().AsSpan(0, 8))
            : plain.ToString();
    }
}
