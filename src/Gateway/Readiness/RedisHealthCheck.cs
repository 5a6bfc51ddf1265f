using Microsoft.Extensions.Diagnostics.HealthChecks;
using ToskaMesh.Redis;

namespace ToskaMesh.Gateway.Readiness;

/// <summary>Redis; a gateway without it is ready all the same.</summary>
internal sealed class RedisHealthCheck(RedisConnection redis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await redis.RunAsync(database => database.PingAsync(), cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (RedisLostException)
        {
            return HealthCheckResult.Degraded("Redis does not answer: limits hold for each gateway alone, and new documents are found by polling.");
        }
    }
}
