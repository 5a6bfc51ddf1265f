using ToskaMesh.Gateway.Forwarding;
using ToskaMesh.Gateway.Limits;
using ToskaMesh.Gateway.Problems;
using ToskaMesh.Gateway.Telemetry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Access;

/// <summary>
/// Lets a request through to what it was routed to, or answers why not. Access is decided here, because routes share
/// their endpoints and the endpoints' authorization; so is which credentials go no further, what services are told of
/// the caller, and whom a limit counts.
/// </summary>
internal sealed class RouteAdmission(CallerAuthentication authentication, ServiceLimits limits, RequestTelemetry telemetry)
{
    /// <param name="target">What the limit is of, as its keys begin.</param>
    /// <param name="limit">Null is none.</param>
    public Task PassAsync(HttpContext context, RouteAccess access, string target, ServiceRateLimit? limit, RequestDelegate next)
    {
        var headers = context.Request.Headers;
        var outcome = authentication.Authenticate(headers, access.PassesAuthorization, out var caller);
        if (access.Decide(outcome, caller) is { } refusal)
        {
            return RefuseAsync(context, refusal);
        }

        if (DotSegments.IsIn(context.Request.Path.Value))
        {
            return RefuseAsync(context, Problem.AmbiguousPath);
        }

        MeshCredentials.Strip(headers, access.PassesAuthorization);
        if (caller is not null)
        {
            // For each attempt to introduce; a dictionary of items would cost more than all that was asked so far.
            context.Features.Set(caller);
        }

        return limit is null ? next(context) : limits.PassAsync(context, target, limit, caller?.LimitKey, next);
    }

    public async Task RefuseAsync(HttpContext context, Problem problem)
    {
        var start = telemetry.Start();
        await problem.WriteAsync(context);
        telemetry.Completed(context, context.GetReverseProxyFeature(), null, start);
    }
}
