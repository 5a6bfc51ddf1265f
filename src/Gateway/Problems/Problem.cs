using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using ToskaMesh.Gateway.Forwarding;

namespace ToskaMesh.Gateway.Problems;

/// <summary>An error answer of the gateway's own (RFC 9457), written once and sent as it is.</summary>
internal sealed class Problem
{
    public static readonly Problem Unauthorized = new(401, "Credentials are required", "Send an API key of this mesh in X-API-Key, or an access token for services as Authorization: Bearer.") { Challenge = Challenges() };
    public static readonly Problem InvalidApiKey = new(401, "The API key is not valid", "Send a valid key of this mesh in X-API-Key.") { Challenge = Challenges() };
    public static readonly Problem InvalidToken = new(401, "The access token is not valid", "It is malformed, expired, revoked or not for services. Get another one for the audience toska-services.") { Challenge = Challenges("invalid_token") };
    public static readonly Problem AmbiguousCredentials = new(400, "Several credentials", "Send either one API key or one access token.") { Challenge = Challenges("invalid_request") };
    public static readonly Problem NotFound = new(404, "Not found", "The gateway serves registered services and the control plane's API, and nothing else here.");
    public static readonly Problem UnknownService = new(404, "Unknown service", "No service of this name is in the route table.");
    public static readonly Problem AmbiguousPath = new(400, "Ambiguous path", "The path has dot segments behind an escape, which servers read differently. Send it without them.");
    public static readonly Problem BodyTooLarge = new(413, "Body too large", "The control plane takes smaller bodies only.");
    public static readonly Problem BadRequest = new(400, "The request could not be read", "The request's body ended early or was malformed.");
    public static readonly Problem RequestTimeout = new(408, "The request came too slowly", "Its body did not arrive in time.");
    public static readonly Problem TooManyRequests = new(429, "Too many requests", "The service takes fewer. Retry-After says when to come again.");
    public static readonly Problem TooManyWatches = new(429, "Too many watches", "As many requests wait for a change as may, of this caller or of all. The caller's configuration is the newest one; watch it again later.") { RetryAfter = "5" };
    public static readonly Problem BadGateway = new(502, "The service could not be reached", "No instance took the request, or its answer broke off.") { RetryAfter = "1" };
    public static readonly Problem GatewayTimeout = new(504, "The service did not answer in time", "The instance took the request and sent no response headers within the service's timeout.");
    public static readonly Problem NoInstance = new(503, "No instance available", "The service has no instance that can take requests now.") { RetryAfter = "1" };
    public static readonly Problem NoRouteTable = new(503, "No route table yet", "The gateway has not received a route table since it was set up.") { RetryAfter = "1" };
    public static readonly Problem ControlPlaneDown = new(503, "The control plane does not answer", "Traffic to services goes on from the last good route table. Try again later, and look at the function app's health.") { RetryAfter = "5" };
    public static readonly Problem ControlPlaneTimeout = new(504, "The control plane did not answer in time", "Whether it carried the request out is unknown.");

    private const string BearerScheme = "Bearer realm=\"toska-services\"";
    private const string ApiKeyScheme = "ApiKey realm=\"toska-mesh\"";

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

    private StringValues Challenge { get; init; }

    /// <summary>Of a caller who is known and lacks a role or one of these scopes.</summary>
    public static Problem InsufficientScope(IReadOnlyList<string> scopes) => new(403, "The caller may not use this service", "It needs a role or scopes that the caller's credentials do not have.")
    {
        Challenge = Challenges("insufficient_scope", scopes.Count > 0 ? $", scope=\"{string.Join(' ', scopes)}\"" : ""),
    };

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

        if (Challenge.Count > 0)
        {
            response.Headers.WWWAuthenticate = Challenge;
        }

        return response.Body.WriteAsync(_body, context.RequestAborted).AsTask();
    }

    // RFC 6750, section 3: without credentials, and without an error; with an error where there were some.
    private static StringValues Challenges(string? error = null, string scope = "") => error is null
        ? new StringValues([BearerScheme, ApiKeyScheme])
        : new StringValues([$"{BearerScheme}, error=\"{error}\"{scope}", ApiKeyScheme]);
}
