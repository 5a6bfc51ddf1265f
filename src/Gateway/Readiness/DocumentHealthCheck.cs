using Microsoft.Extensions.Diagnostics.HealthChecks;
using ToskaMesh.Gateway.Documents;

namespace ToskaMesh.Gateway.Readiness;

/// <summary>Says which document serves, and why a newer one does not.</summary>
internal sealed class DocumentHealthCheck<T>(DocumentFollower<T> follower) : IHealthCheck
    where T : class
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var state = follower.State;
        var data = new Dictionary<string, object>();
        if (state.Applied is { } applied)
        {
            data["epoch"] = applied.Epoch;
            data["version"] = applied.Version;
        }

        if (state.Rejection is { } rejection)
        {
            data["rejected"] = rejection.Reason;
        }

        return Task.FromResult((state.Applied, state.Rejection) switch
        {
            (null, { } why) => new HealthCheckResult(context.Registration.FailureStatus, $"None has come yet: {why.Detail}", data: data),
            (null, null) => new HealthCheckResult(context.Registration.FailureStatus, "None has come yet.", data: data),
            (_, { } why) => HealthCheckResult.Degraded($"The last good one serves; the newer was rejected ({why.Reason}): {why.Detail}", data: data),
            _ => HealthCheckResult.Healthy(data: data),
        });
    }
}
