using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Access;

/// <summary>Lets a call through to its function if the function's declared policy does. Deny by default.</summary>
internal sealed class AccessMiddleware(HttpFunctions functions, CallerAuthentication authentication) : IFunctionsWorkerMiddleware
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
        var found = level is AccessLevel.Anonymous
            ? Authentication.Nobody
            : await authentication.AuthenticateAsync(
                request.Header(ApiKey.Header), request.Header("Authorization"), context.CancellationToken);
        if (found == Authentication.Ambiguous)
        {
            context.SetHttpResponse(await AccessAnswers.AmbiguousAsync(request));
            return;
        }

        if (found.Caller is { } caller)
        {
            context.SetCaller(caller);
        }

        switch (AccessRules.Decide(level, found.Caller))
        {
            case AccessDecision.Allow:
                await next(context);
                break;
            case AccessDecision.Challenge:
                context.SetHttpResponse(await AccessAnswers.ChallengeAsync(request, found == Authentication.InvalidToken));
                break;
            default:
                context.SetHttpResponse(await AccessAnswers.ForbidAsync(request, level, found.Caller?.Kind ?? CallerKind.ApiKey));
                break;
        }
    }
}
