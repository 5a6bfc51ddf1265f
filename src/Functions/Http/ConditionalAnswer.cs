using System.Net;
using Microsoft.Azure.Functions.Worker.Http;

namespace ToskaMesh.Functions.Http;

/// <summary>Answers reads: 304 when the reader has the same already.</summary>
internal static class ConditionalAnswer
{
    /// <param name="meaning">The part of the answer whose change is news to the reader.</param>
    public static async Task<HttpResponseData> ReadAsync<T>(this HttpRequestData request, T answer, T meaning, string? next = null)
    {
        var tag = EntityTag.Of([.. MeshJson.Serialize(meaning), .. System.Text.Encoding.UTF8.GetBytes(next ?? "")]);
        var response = EntityTag.Matches(request.Header("If-None-Match"), tag)
            ? request.CreateResponse(HttpStatusCode.NotModified)
            : await request.AnswerAsync(answer);
        response.Headers.Add("ETag", tag);

        // Whoever stores the answer asks again before using it: instances come and go by the second.
        response.Headers.Add("Cache-Control", "private, no-cache");
        if (next is not null)
        {
            response.Headers.Add("Link", NextPage.Link(request.Url, next));
        }

        return response;
    }
}
