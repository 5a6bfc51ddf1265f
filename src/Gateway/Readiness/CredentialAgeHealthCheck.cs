using Microsoft.Extensions.Diagnostics.HealthChecks;
using ToskaMesh.Gateway.Access;

namespace ToskaMesh.Gateway.Readiness;

internal sealed class CredentialAgeHealthCheck(CredentialAge age) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(age.IsStale
            ? HealthCheckResult.Degraded("The credentials are past their maximum age: keys still authenticate, revocation is not guaranteed.")
            : HealthCheckResult.Healthy());
}
