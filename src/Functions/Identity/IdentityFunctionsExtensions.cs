using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Http;

namespace ToskaMesh.Functions.Identity;

/// <summary>Answers that nobody may keep.</summary>
internal static class IdentityFunctionsExtensions
{
    /// <summary>With <c>Cache-Control: no-store</c>, as whatever holds a secret (RFC 6749, section 5.1).</summary>
    public static async Task<HttpResponseData> SecretAsync<T>(this HttpRequestData request, T answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        var response = await request.AnswerAsync(answer, status);
        response.Headers.Add("Cache-Control", "no-store");
        response.Headers.Add("Pragma", "no-cache");
        return response;
    }
}
