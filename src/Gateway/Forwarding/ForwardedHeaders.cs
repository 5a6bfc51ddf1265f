using System.Net.Http.Headers;

namespace ToskaMesh.Gateway.Forwarding;

/// <summary>
/// Tells the target who called. From a trusted proxy the chain is continued; from anybody else all of it is replaced,
/// since a caller may write anything into it.
/// </summary>
internal sealed class ForwardedHeaders(TrustedProxies proxies)
{
    private const string For = "X-Forwarded-For";
    private const string Proto = "X-Forwarded-Proto";
    private const string Host = "X-Forwarded-Host";
    private const string Prefix = "X-Forwarded-Prefix";

    private static readonly string[] All = [For, Proto, Host, Prefix, "X-Forwarded-Port", "X-Real-IP", "Forwarded"];

    /// <summary>Takes what an untrusted caller claims off its request, before anything copies its headers.</summary>
    public void Admit(HttpContext context)
    {
        if (!proxies.Contains(context.Connection.RemoteIpAddress))
        {
            foreach (var name in All)
            {
                context.Request.Headers.Remove(name);
            }
        }
    }

    /// <param name="context">The admitted request.</param>
    /// <param name="headers">Those of the request to the target, with the caller's copied.</param>
    /// <param name="prefix">The path that the target does not see; empty when it sees all.</param>
    public static void Write(HttpContext context, HttpRequestHeaders headers, string prefix)
    {
        var request = context.Request;
        var caller = context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        var chain = request.Headers[For];
        Set(headers, For, chain.Count == 0 ? caller : $"{chain}, {caller}", isThere: chain.Count > 0);
        if (!request.Headers.ContainsKey(Proto))
        {
            headers.TryAddWithoutValidation(Proto, request.Scheme);
        }

        if (!request.Headers.ContainsKey(Host))
        {
            headers.TryAddWithoutValidation(Host, request.Host.Value);
        }

        if (prefix.Length > 0)
        {
            Set(headers, Prefix, prefix, request.Headers.ContainsKey(Prefix));
        }
    }

    private static void Set(HttpRequestHeaders headers, string name, string value, bool isThere)
    {
        if (isThere)
        {
            headers.Remove(name);
        }

        headers.TryAddWithoutValidation(name, value);
    }
}
