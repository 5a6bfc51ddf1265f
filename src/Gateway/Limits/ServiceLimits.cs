using ToskaMesh.Gateway.Forwarding;
using ToskaMesh.Gateway.Problems;
using ToskaMesh.Gateway.Telemetry;
using ToskaMesh.Shared.Limits;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Limits;

/// <summary>
/// Lets no more requests through to a service than it takes. Apart from the routing middleware, whose requests to
/// services without a limit would otherwise pay for the asynchronous method.
/// </summary>
internal sealed class ServiceLimits(ILimitCounters counters, ClientAddress clients, RequestTelemetry telemetry)
{
    private const string Policy = "service";

    /// <param name="context">A request whose caller may use it.</param>
    /// <param name="target">What takes no more: its kind and name.</param>
    /// <param name="caller">Who calls, as <see cref="Access.MeshCaller.LimitKey"/> has it; null when nobody known does.</param>
    public async Task PassAsync(HttpContext context, string target, ServiceRateLimit limit, string? caller, RequestDelegate next)
    {
        var decision = await counters.AcquireAsync(KeyOf(context, target, limit, caller), limit.ToLimit(), 1, context.RequestAborted);
        if (decision.Allowed)
        {
            await next(context);
            return;
        }

        var start = telemetry.Start();
        var headers = context.Response.Headers;
        headers.RetryAfter = RateLimitFields.RetryAfter(decision);
        headers[RateLimitFields.PolicyName] = RateLimitFields.Policy(Policy, limit.ToLimit());
        headers[RateLimitFields.StateName] = RateLimitFields.State(Policy, decision);
        await Problem.TooManyRequests.WriteAsync(context);
        telemetry.Completed(context, context.GetReverseProxyFeature(), null, start);
    }

    // The kind of a key is in it, so that no address can be spelled as an id.
    private string KeyOf(HttpContext context, string target, ServiceRateLimit limit, string? caller) => limit.By switch
    {
        RateLimitBy.Service => target,
        RateLimitBy.Caller when caller is not null => $"{target}:{caller}",
        _ => $"{target}:client:{clients.NetworkOf(context)}",
    };
}
