using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Limits;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Functions.Identity.Accounts;

/// <summary>What functions of accounts do alike.</summary>
internal static class AccountRequests
{
    /// <summary>Runs with the body, or answers what is wrong with it.</summary>
    public static async Task<HttpResponseData> WithBodyAsync<T>(
        this HttpRequestData request,
        Func<ReadOnlyMemory<byte>, Parsed<T>> parse,
        Func<T, Task<HttpResponseData>> run,
        CancellationToken cancellationToken)
        where T : class
    {
        if (!JsonContent.IsDeclared(request))
        {
            return await request.ProblemAsync(Problems.NotJson);
        }

        var parsed = parse(await request.ReadBodyAsync(cancellationToken));
        return parsed.Succeeded ? await run(parsed.Value) : await request.ProblemAsync(Problems.InvalidBody(parsed.Errors));
    }

    public static async Task<HttpResponseData> TooManyAsync(this HttpRequestData request, string limit, LimitDecision decision)
    {
        var response = await request.ProblemAsync(Problems.TooManyRequests(limit));
        response.Headers.Add("Retry-After", RateLimitFields.RetryAfter(decision));
        return response;
    }
}
