using Microsoft.Extensions.Diagnostics.HealthChecks;
using ToskaMesh.Gateway.Access;

namespace ToskaMesh.Gateway.Readiness;

internal sealed class CredentialAgeHealthCheck(CredentialAge age) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult((age.HasAny, age.IsStale) switch
        {
            (false, _) => HealthCheckResult.Degraded("No credentials have come yet: no key and no token is accepted."),
            (_, true) => HealthCheckResult.Degraded("The credentials are past their maximum age: keys and tokens still authenticate, revocation is not guaranteed."),
            _ => HealthCheckResult.Healthy(),
        });
}
