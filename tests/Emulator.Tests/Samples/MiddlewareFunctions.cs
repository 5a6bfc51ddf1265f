using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Emulator.Tests.Samples;

public sealed class MiddlewareFunctions(Trail trail, Scoped scoped) : IDisposable
{
    [Function("Whole")]
    public HttpResponseData Whole([HttpTrigger(AuthorizationLevel.Anonymous, Route = "whole/{name?}")] HttpRequestData request, string? name)
    {
        trail.Add($"function {name}");
        var response = request.CreateResponse(HttpStatusCode.OK);
        response.WriteString($"{Equals(request.FunctionContext.Items["scope"], scoped.Id)} {scoped.Id}");
        return response;
    }

    [Function("InParts")]
    public Part InParts([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request)
    {
        trail.Add("function in parts");
        return new Part { Response = request.CreateResponse(HttpStatusCode.OK) };
    }

    public void Dispose() => trail.Add("function disposed");
}
