using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Functions.Limits;

/// <summary>How a request over a limit is answered.</summary>
internal static class RateLimitAnswers
{
    public static async Task<HttpResponseData> RefuseAsync(HttpRequestData request, string name, RateLimit limit, LimitDecision decision)
    {
        var response = await request.ProblemAsync(Problems.TooManyRequests(name));
        response.Headers.Add("Retry-After", RateLimitFields.RetryAfter(decision));
        response.Headers.Add(RateLimitFields.PolicyName, RateLimitFields.Policy(name, limit));
        response.Headers.Add(RateLimitFields.StateName, RateLimitFields.State(name, decision));
        return response;
    }
}
