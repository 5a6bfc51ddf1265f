using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Emulator.Tests.Samples;

public static class CatchAllFunctions
{
    [Function("ZzNotFound")]
    public static HttpResponseData NotFound([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequestData request) =>
        request.CreateResponse(HttpStatusCode.Gone);
}
