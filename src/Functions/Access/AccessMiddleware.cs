using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Access;

/// <summary>Lets a call through to its function if the function's declared policy does. Deny by default.</summary>
internal sealed class AccessMiddleware(HttpFunctions functions, ApiKeyAuthentication authentication) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (!context.IsHttp())
        {
            await next(context);
            return;
        }

        var request = await context.GetHttpRequestDataAsync() ?? throw new InvalidOperationException(
            $"{context.FunctionDefinition.Name} was started without its request: nobody can be asked who is calling.");

        // An entry point that was not there at start has no policy: nobody may call it.
        var level = functions.Find(context.FunctionDefinition.EntryPoint)?.Access ?? AccessLevel.Admin;
        var caller = level is AccessLevel.Anonymous
            ? null
            : await authentication.AuthenticateAsync(request.Header(ApiKey.Header), context.CancellationToken);
        if (caller is not null)
        {
            context.SetCaller(caller);
        }

        switch (AccessRules.Decide(level, caller))
        {
            case AccessDecision.Allow:
                await next(context);
                break;
            case AccessDecision.Challenge:
                context.SetHttpResponse(await ChallengeAsync(request));
                break;
            default:
                context.SetHttpResponse(await request.ProblemAsync(AccessProblems.Needed(level)));
                break;
        }
    }

    private static async Task<HttpResponseData> ChallengeAsync(HttpRequestData request)
    {
        var response = await request.ProblemAsync(AccessProblems.Unauthenticated);
        response.Headers.Add("WWW-Authenticate", "ApiKey realm=\"toska-mesh\"");
        return response;
    }
}
