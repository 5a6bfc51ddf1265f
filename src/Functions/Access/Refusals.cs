using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.Limits;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Refusals;
using ToskaMesh.Shared.Limits;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Access;

/// <summary>
/// What follows when a request is refused for who asks: it is counted, recorded in a bounded way, and whoever goes on
/// has to wait. Only here, behind the look at the credential, so that nobody with a good one waits for others.
/// </summary>
internal sealed partial class Refusals(
    ILimitCounters counters,
    ISecurityAudit audit,
    IRequestOrigins origins,
    IOptions<RateLimitOptions> options,
    TimeProvider time,
    ILogger<Refusals> logger)
{
    private const string LimitName = "refused";

    private readonly RefusalCounts _counts = new(counters, "api");

    /// <param name="function">What was asked for.</param>
    /// <param name="reason">Of <see cref="RefusalReasons"/>.</param>
    /// <returns>The answer to a client that is refused too often, or null.</returns>
    public async Task<HttpResponseData?> NoteAsync(HttpRequestData request, string function, string reason, CancellationToken cancellationToken)
    {
        AccessMeter.Refuse(reason);
        var origin = origins.OriginOf(request);
        if (RefusalReasons.IsSuspicious(reason)
            && await _counts.CountAsync(reason, origin.Actor ?? origin.ClientNetwork, cancellationToken) is { } count)
        {
            await RecordAsync(origin, function, reason, count, cancellationToken);
        }

        if (!RefusalReasons.IsLimited(reason) || origin.ClientNetwork is not { } network || options.Value.Limit(options.Value.Refused) is not { } limit)
        {
            return null;
        }

        var decision = await counters.AcquireAsync($"api:{LimitName}:{network}", limit, 1, cancellationToken);
        return decision.Allowed ? null : await RateLimitAnswers.RefuseAsync(request, LimitName, limit, decision);
    }

    private async Task RecordAsync(RequestOrigin origin, string function, string reason, long count, CancellationToken cancellationToken)
    {
        Log.Refused(logger, origin.Actor ?? "nobody known", origin.ClientNetwork ?? "an unknown network", function, reason, count);
        try
        {
            var detail = FormattableString.Invariant($"{reason}, {count} of it within an hour");
            await audit.AppendAsync(origin.Event(time.GetUtcNow(), SecurityActions.AccessRefused, function, detail, succeeded: false), cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // The refusal stands without the record, which is in the log.
        }
    }
}
