using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Functions.Tests.Access;

public sealed class FunctionWithoutPolicy
{
    [Function("Unguarded")]
    public static HttpResponseData Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "unguarded")] HttpRequestData request) =>
        HttpResponseData.CreateResponse(request);
}
