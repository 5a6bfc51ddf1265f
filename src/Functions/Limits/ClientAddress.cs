using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Functions.Limits;

/// <summary>Where a request comes from. The host does not say, so it is what the trusted proxies say, or unknown.</summary>
internal sealed class ClientAddress(IOptions<RateLimitOptions> options)
{
    private readonly IPNetwork[] _proxies = [.. options.Value.Proxies.Select(Parse)];

    /// <returns>Null where no trusted proxy says. Those have nothing in common, and must share no count.</returns>
    public string? NetworkOf(HttpRequestData request) =>
        _proxies.Length > 0 && ClientNetwork.Find(null, request.Header("X-Forwarded-For") ?? "", IsTrusted) is { } address
            ? ClientNetwork.Name(address)
            : null;

    // A proxy that listens on IPv6 and IPv4 alike writes ::ffff:10.0.0.5, which no IPv4 network contains.
    private bool IsTrusted(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(_proxies, proxy => proxy.Contains(plain));
    }

    private static IPNetwork Parse(string text) =>
        IPNetwork.TryParse(text, out var network)
            ? network
            : IPAddress.Parse(text) is var address ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : default;
}
