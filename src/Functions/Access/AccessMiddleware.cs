using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Access;

/// <summary>Lets a call through to its function if the function's declared policy does. Deny by default.</summary>
internal sealed class AccessMiddleware(HttpFunctions functions, CallerAuthentication authentication, Refusals refusals) : IFunctionsWorkerMiddleware
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
        if (found.Caller is { } caller)
        {
            context.SetCaller(caller);
        }

        var decision = found == Authentication.Ambiguous ? AccessDecision.Challenge : AccessRules.Decide(level, found.Caller);
        if (decision is AccessDecision.Allow)
        {
            await next(context);

            // Functions refuse as well: another's service, for example.
            if (found.Caller is not null && context.GetHttpResponseData()?.StatusCode is HttpStatusCode.Forbidden)
            {
                await refusals.NoteAsync(request, context.FunctionDefinition.Name, found.Reason, context.CancellationToken);
            }

            return;
        }

        context.SetHttpResponse(
            await refusals.NoteAsync(request, context.FunctionDefinition.Name, found.Reason, context.CancellationToken)
            ?? await RefuseAsync(request, level, found));
    }

    private static Task<HttpResponseData> RefuseAsync(HttpRequestData request, AccessLevel level, Authentication found) =>
        found == Authentication.Ambiguous ? AccessAnswers.AmbiguousAsync(request)
        : found.Caller is { } caller ? AccessAnswers.ForbidAsync(request, level, caller.Kind)
        : AccessAnswers.ChallengeAsync(request, found.IsTokenInvalid);
}
