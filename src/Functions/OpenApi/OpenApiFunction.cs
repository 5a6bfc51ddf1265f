using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;

namespace ToskaMesh.Functions.OpenApi;

public sealed class OpenApiFunction(OpenApiDocument document)
{
    [Function("OpenApi")]
    [Access(AccessLevel.Anonymous)]
    [Operation("This document.")]
    [Answers(200, typeof(object))]
    public Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequestData request) =>
        request.BytesAsync(HttpStatusCode.OK, "application/json", document.ToBytes());
}
