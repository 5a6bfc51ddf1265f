using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Functions.Http;

/// <summary>Writes answers.</summary>
internal static class ResponseExtensions
{
    public static Task<HttpResponseData> AnswerAsync<T>(
        this HttpRequestData request, T answer, HttpStatusCode status = HttpStatusCode.OK) =>
        request.BytesAsync(status, "application/json", MeshJson.Serialize(answer));

    public static async Task<HttpResponseData> ProblemAsync(this HttpRequestData request, Problem problem)
    {
        var response = await request.BytesAsync((HttpStatusCode)problem.Status, Problem.ContentType, MeshJson.Serialize(problem));
        if (problem.Status is (int)HttpStatusCode.ServiceUnavailable)
        {
            response.Headers.Add("Retry-After", "1");
        }

        return response;
    }

    public static async Task<HttpResponseData> BytesAsync(
        this HttpRequestData request, HttpStatusCode status, string contentType, byte[] body)
    {
        var response = request.CreateResponse(status);
        response.Headers.Add("Content-Type", contentType);
        await response.WriteBytesAsync(body, request.FunctionContext.CancellationToken);
        return response;
    }

    /// <summary>
    /// Answers from middleware. In a function with several outputs the response is one of them: set as the invocation's
    /// result it would be sent as the JSON of a response object, with status 200.
    /// </summary>
    public static void SetHttpResponse(this FunctionContext context, HttpResponseData response)
    {
        var output = context.GetOutputBindings<HttpResponseData>()
            .FirstOrDefault(binding => binding.BindingType == "http" && binding.Name != "$return");
        if (output is not null)
        {
            output.Value = response;
            return;
        }

        context.GetInvocationResult().Value = response;
    }
}
