using System.Net;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Probing;

/// <summary>Writes the requests of probes.</summary>
internal static class ProbeRequest
{
    private const string Agent = "toska-mesh-health";

    public static HttpRequestMessage OfHttp(ProbeTarget target)
    {
        var check = target.Check;
        var request = Create(MethodOf(check.Method), target, check.Endpoint ?? "/");
        foreach (var (name, value) in check.Headers?.Items ?? [])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        // Clear text must know what it speaks; TLS finds out.
        (request.Version, request.VersionPolicy) = target switch
        {
            { UsesTls: true } => (HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower),
            { SpeaksH2c: true } => (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact),
            _ => (HttpVersion.Version11, HttpVersionPolicy.RequestVersionExact),
        };
        if (check.Method is ProbeMethod.Post or ProbeMethod.Put)
        {
            request.Content = new ByteArrayContent([]);
        }

        return request;
    }

    /// <param name="message">With its frame.</param>
    public static HttpRequestMessage OfGrpc(ProbeTarget target, string path, byte[] message)
    {
        var request = Create(HttpMethod.Post, target, path);
        (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        request.Headers.TryAddWithoutValidation("te", "trailers");
        request.Content = new ByteArrayContent(message);
        request.Content.Headers.TryAddWithoutValidation("content-type", "application/grpc");
        return request;
    }

    private static HttpRequestMessage Create(HttpMethod method, ProbeTarget target, string path)
    {
        var request = new HttpRequestMessage(method, $"{(target.UsesTls ? "https" : "http")}://{target.Address.Host}:{target.Port}{path}");
        request.Headers.TryAddWithoutValidation("User-Agent", Agent);
        return request;
    }

    private static HttpMethod MethodOf(ProbeMethod method) => method switch
    {
        ProbeMethod.Head => HttpMethod.Head,
        ProbeMethod.Post => HttpMethod.Post,
        ProbeMethod.Put => HttpMethod.Put,
        ProbeMethod.Options => HttpMethod.Options,
        _ => HttpMethod.Get,
    };
}
