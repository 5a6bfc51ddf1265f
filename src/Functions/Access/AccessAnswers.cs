using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Access;

/// <summary>How a call is refused. Of a bad token no more is said than that it is bad (RFC 6750, section 3.1).</summary>
internal static class AccessAnswers
{
    private const string Challenge = "WWW-Authenticate";
    private const string KeyChallenge = "ApiKey realm=\"toska-mesh\"";
    private const string TokenChallenge = "Bearer realm=\"toska-mesh\"";

    public static async Task<HttpResponseData> AmbiguousAsync(HttpRequestData request)
    {
        var response = await request.ProblemAsync(AccessProblems.TwoCredentials);
        response.Headers.Add(Challenge, $"{TokenChallenge}, error=\"invalid_request\"");
        return response;
    }

    public static async Task<HttpResponseData> ChallengeAsync(HttpRequestData request, bool isTokenInvalid)
    {
        var response = await request.ProblemAsync(AccessProblems.Unauthenticated);
        response.Headers.Add(Challenge, KeyChallenge);
        response.Headers.Add(Challenge, isTokenInvalid ? $"{TokenChallenge}, error=\"invalid_token\"" : TokenChallenge);
        return response;
    }

    public static async Task<HttpResponseData> ForbidAsync(HttpRequestData request, AccessLevel level, CallerKind kind)
    {
        var response = await request.ProblemAsync(AccessProblems.Needed(level));
        if (kind is not CallerKind.ApiKey)
        {
            response.Headers.Add(Challenge, $"{TokenChallenge}, error=\"insufficient_scope\"");
        }

        return response;
    }
}
