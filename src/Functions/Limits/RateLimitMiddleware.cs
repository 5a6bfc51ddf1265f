using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Functions.Limits;

/// <summary>Behind access, which says who is calling: lets no caller that can be told from others have the whole control plane.</summary>
internal sealed class RateLimitMiddleware(
    HttpFunctions functions, ILimitCounters counters, ClientAddress clients, IOptions<RateLimitOptions> options) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (functions.Find(context.FunctionDefinition.EntryPoint) is { } function
            && RateLimitRules.IsLimited(function)
            && await context.GetHttpRequestDataAsync() is { } request
            && await RefusalAsync(context, request) is { } refusal)
        {
            context.SetHttpResponse(refusal);
            return;
        }

        await next(context);
    }

    private async ValueTask<HttpResponseData?> RefusalAsync(FunctionContext context, HttpRequestData request)
    {
        var caller = context.FindCaller();
        var (name, chosen) = RateLimitRules.Choose(options.Value, caller, request.Method);
        if (chosen is not { } limit || RateLimitRules.NameOf(caller, clients.NetworkOf(request)) is not { } who)
        {
            return null;
        }

        var decision = await counters.AcquireAsync($"api:{name}:{who}", limit, 1, context.CancellationToken);
        return decision.Allowed ? null : await RateLimitAnswers.RefuseAsync(request, name, limit, decision);
    }
}
