using System.Net;
using System.Net.Sockets;

namespace ToskaMesh.Shared.Registry;

/// <summary>
/// Which addresses the mesh dials. Link-local (cloud metadata services live there), multicast, broadcast and
/// unspecified ones never; loopback only where the profile allows it. Applied to what is registered and again to
/// what a name resolves to when a connection is made, since a name can change its answer in between.
/// </summary>
/// <param name="AllowLoopback">On in the embedded and local profiles, off elsewhere.</param>
public sealed record AddressRules(bool AllowLoopback)
{
    /// <summary>If there are any, nothing outside them is dialled; what the other rules refuse is refused inside them, too.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    // Metadata services that are not link-local: AWS and Google IPv6, Alibaba Cloud, Oracle, Azure's wire server.
    private static readonly IPAddress[] Metadata =
    [
        IPAddress.Parse("fd00:ec2::254"), IPAddress.Parse("fd20:ce::254"), IPAddress.Parse("192.0.0.192"),
        IPAddress.Parse("100.100.100.200"), IPAddress.Parse("168.63.129.16"),
    ];

    private static readonly IPNetwork[] Refused =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("224.0.0.0/4"), IPNetwork.Parse("240.0.0.0/4"),
        IPNetwork.Parse("::/128"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("ff00::/8"), IPNetwork.Parse("fec0::/10"),

        // Ways of IPv6 into IPv4 that nobody registers, and whose inner address is not looked at: Teredo, local NAT64, IPv4-translated.
        IPNetwork.Parse("2001::/32"), IPNetwork.Parse("64:ff9b:1::/48"), IPNetwork.Parse("::ffff:0:0:0/96"),
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>The reason why the address is refused, or null when it may be dialled.</summary>
    public string? Refusal(IPAddress address)
    {
        var plain = Embedded(address);
        if (Metadata.Contains(plain) || Refused.Any(network => network.Contains(plain)))
        {
            return "is link-local, multicast, unspecified or a metadata service, which the mesh never dials";
        }

        if (IPAddress.IsLoopback(plain) && !AllowLoopback)
        {
            return "is a loopback address, which only Mesh:AllowLoopback permits";
        }

        return AllowedNetworks.Count > 0 && !AllowedNetworks.Any(network => network.Contains(plain))
            ? "is in none of Mesh:AllowedNetworks"
            : null;
    }

    /// <summary>The same for what is registered; a name is judged when it is resolved, except those that always mean loopback (RFC 6761).</summary>
    public string? Refusal(ServiceAddress address)
    {
        if (address.Ip is { } ip)
        {
            return Refusal(ip);
        }

        return address.IsLoopback ? Refusal(IPAddress.Loopback) : null;
    }

    // An IPv4 address inside an IPv6 one reaches the IPv4 host through a translator: judge the inner one.
    private static IPAddress Embedded(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        if (Nat64.Contains(address) || bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0 && bytes[12] != 0)
        {
            return new IPAddress(bytes.AsSpan(12, 4));
        }

        return SixToFour.Contains(address) ? new IPAddress(bytes.AsSpan(2, 4)) : address;
    }
}
