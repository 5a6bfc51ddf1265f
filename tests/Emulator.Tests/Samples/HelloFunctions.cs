using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Emulator.Tests.Samples;

public class HelloFunctions
{
    [Function("Hello")]
    public static HttpResponseData Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello/{name?}")] HttpRequestData request, string? name)
    {
        var response = request.CreateResponse(HttpStatusCode.OK);
        response.Headers.Add("Content-Type", "text/plain; charset=utf-8");
        response.WriteString($"Hello {name ?? "nobody"}");
        return response;
    }

    [Function("HelloText")]
    public static string Text([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) => request.Method;
}
