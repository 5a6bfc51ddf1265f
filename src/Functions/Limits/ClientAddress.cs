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

    public string NetworkOf(HttpRequestData request) =>
        ClientNetwork.Name(_proxies.Length == 0 ? null : ClientNetwork.Find(null, request.Header("X-Forwarded-For") ?? "", IsTrusted));

    private bool IsTrusted(IPAddress address) => Array.Exists(_proxies, proxy => proxy.Contains(address));

    private static IPNetwork Parse(string text) =>
        IPNetwork.TryParse(text, out var network)
            ? network
            : IPAddress.Parse(text) is var address ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : default;
}
