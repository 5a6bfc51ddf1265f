using System.Globalization;
using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Shared.Identity.OAuth;

namespace ToskaMesh.Functions.Identity.OAuth;

internal static class OAuthResponses
{
    /// <summary>401 and a challenge for a client that is not known, 400 for all else (RFC 6749, section 5.2).</summary>
    public static async Task<HttpResponseData> RefuseAsync(this HttpRequestData request, OAuthError error)
    {
        var isClient = error.Code == OAuthError.InvalidClient.Code;
        var response = await request.SecretAsync(OAuthErrorAnswer.From(error), isClient ? HttpStatusCode.Unauthorized : HttpStatusCode.BadRequest);
        if (isClient)
        {
            response.Headers.Add("WWW-Authenticate", "Basic realm=\"toska-mesh\", charset=\"UTF-8\"");
        }

        return response;
    }

    public static async Task<HttpResponseData> RefuseAsync(this HttpRequestData request, ClientAuthenticationResult failed)
    {
        if (failed.RetryAfter is not { } wait)
        {
            return await request.RefuseAsync(OAuthError.InvalidClient);
        }

        var response = await request.SecretAsync(OAuthErrorAnswer.From(OAuthError.InvalidClient), HttpStatusCode.TooManyRequests);
        response.Headers.Add("Retry-After", Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture));
        return response;
    }
}
