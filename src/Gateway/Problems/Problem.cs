using System.Text.Encodings.Web;
using System.Text.Json;
using ToskaMesh.Gateway.Forwarding;

namespace ToskaMesh.Gateway.Problems;

/// <summary>An error answer of the gateway's own (RFC 9457), written once and sent as it is.</summary>
internal sealed class Problem
{
    public static readonly Problem Unauthorized = new(401, "An API key is required", "Send a valid key of this mesh in X-API-Key.") { Challenge = "ApiKey realm=\"toska-mesh\"" };
    public static readonly Problem NotFound = new(404, "Not found", "The gateway serves registered services and the control plane's API, and nothing else here.");
    public static readonly Problem UnknownService = new(404, "Unknown service", "No service of this name is in the route table.");
    public static readonly Problem AmbiguousPath = new(400, "Ambiguous path", "The path has dot segments behind an escape, which servers read differently. Send it without them.");
    public static readonly Problem BodyTooLarge = new(413, "Body too large", "The control plane takes smaller bodies only.");
    public static readonly Problem BadRequest = new(400, "The request could not be read", "The request's body ended early or was malformed.");
    public static readonly Problem RequestTimeout = new(408, "The request came too slowly", "Its body did not arrive in time.");
    public static readonly Problem TooManyRequests = new(429, "Too many requests", "The service takes fewer. Retry-After says when to come again.");
    public static readonly Problem BadGateway = new(502, "The service could not be reached", "No instance took the request, or its answer broke off.") { RetryAfter = "1" };
    public static readonly Problem GatewayTimeout = new(504, "The service did not answer in time", "The instance took the request and sent no response headers within the service's timeout.");
    public static readonly Problem NoInstance = new(503, "No instance available", "The service is registered, and none of its instances can take requests now.") { RetryAfter = "1" };
    public static readonly Problem NoRouteTable = new(503, "No route table yet", "The gateway has not received a route table since it was set up.") { RetryAfter = "1" };
    public static readonly Problem ControlPlaneDown = new(503, "The control plane does not answer", "Traffic to services goes on from the last good route table. Try again later, and look at the function app's health.") { RetryAfter = "5" };
    public static readonly Problem ControlPlaneTimeout = new(504, "The control plane did not answer in time", "Whether it carried the request out is unknown.");

    private readonly int _status;
    private readonly byte[] _body;

    private Problem(int status, string title, string detail)
    {
        _status = status;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("type", "about:blank");
            json.WriteString("title", title);
            json.WriteNumber("status", status);
            json.WriteString("detail", detail);
            json.WriteEndObject();
        }

        _body = buffer.ToArray();
    }

    private string? RetryAfter { get; init; }

    private string? Challenge { get; init; }

    public Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = _status;
        CorrelationId.Answer(context);
        response.ContentType = "application/problem+json";
        response.ContentLength = _body.Length;
        if (RetryAfter is not null)
        {
            response.Headers.RetryAfter = RetryAfter;
        }

        if (Challenge is not null)
        {
            response.Headers.WWWAuthenticate = Challenge;
        }

        return response.Body.WriteAsync(_body, context.RequestAborted).AsTask();
    }
}
