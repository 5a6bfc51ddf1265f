using Microsoft.Extensions.Diagnostics.HealthChecks;
using ToskaMesh.Gateway.Drain;

namespace ToskaMesh.Gateway.Readiness;

internal sealed class DrainHealthCheck(DrainState drain) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(drain.IsDraining ? HealthCheckResult.Unhealthy("The gateway is stopping.") : HealthCheckResult.Healthy());
}
