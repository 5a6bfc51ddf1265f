using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;

namespace ToskaMesh.Functions.Http;

/// <summary>Whatever no other function took. Its name must sort last: the host tries routes in order of function name.</summary>
public sealed class NotFoundFunction(HttpFunctions functions)
{
    [Function("ZzNotFound")]
    [Access(AccessLevel.Anonymous)]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete", "options", Route = "{*path}")] HttpRequestData request)
    {
        var path = request.Url.AbsolutePath;
        var allowed = functions.MethodsOf(path);
        if (allowed.Count == 0)
        {
            return await request.ProblemAsync(Problems.NoSuchPath(path));
        }

        var response = await request.ProblemAsync(Problems.MethodNotAllowed(request.Method));
        response.Headers.Add("Allow", string.Join(", ", allowed));
        return response;
    }
}
