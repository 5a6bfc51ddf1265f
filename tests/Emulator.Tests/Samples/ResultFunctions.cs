using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Emulator.Tests.Samples;

public static class ResultFunctions
{
    [Function("Nothing")]
    public static Task Nothing([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => Task.CompletedTask;

    [Function("NothingNow")]
    public static void NothingNow([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
    {
    }

    [Function("NothingValue")]
    public static ValueTask NothingValue([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => ValueTask.CompletedTask;

    [Function("NullResponse")]
    public static Task<HttpResponseData?> NullResponse([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) =>
        Task.FromResult<HttpResponseData?>(null);

    [Function("PlainText")]
    public static ValueTask<string> PlainText([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => new("text ü");

    [Function("Plain")]
    public static Order Plain([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => new("o-1", 2, Colour.Green);

    [Function("Json")]
    public static async Task<HttpResponseData> Json([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
    {
        var response = request.CreateResponse(HttpStatusCode.Created);
        response.Headers.Add("X-Many", ["one", "two"]);
        response.Cookies.Append(new HttpCookie("session", "s-1") { HttpOnly = true, Path = "/", MaxAge = 60, SameSite = SameSite.Strict });
        await response.WriteAsJsonAsync(new Order("o-1", 2, Colour.Green), request.FunctionContext.CancellationToken);
        return response;
    }

    [Function("NotModified")]
    public static HttpResponseData NotModified([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
    {
        var response = request.CreateResponse(HttpStatusCode.NotModified);
        response.Headers.Add("ETag", "\"v1\"");
        return response;
    }

    [Function("OtherStream")]
    public static HttpResponseData OtherStream([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
    {
        var response = request.CreateResponse(HttpStatusCode.OK);
        response.Body = new MemoryStream("fixed"u8.ToArray(), writable: false);
        return response;
    }

    [Function("Parts")]
    public static Part Parts([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
    {
        var response = request.CreateResponse(HttpStatusCode.Accepted);
        response.WriteString("part");
        return new Part { Response = response, Unbound = "not sent" };
    }

    [Function("ImplicitParts")]
    public static ImplicitPart ImplicitParts([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) =>
        new(request.CreateResponse(HttpStatusCode.Accepted), "not sent");

    [Function("NoParts")]
    public static Part NoParts([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => new();
}
