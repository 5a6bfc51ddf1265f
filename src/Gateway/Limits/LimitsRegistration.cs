using ToskaMesh.Gateway.Readiness;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Redis;

namespace ToskaMesh.Gateway.Limits;

internal static class LimitsRegistration
{
    /// <summary>Counted in Redis for all gateways together where there is one, else in each gateway.</summary>
    public static IServiceCollection AddLimits(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.AddRedis(configuration, isRequired: MeshOptions.HasServers(configuration)))
        {
            services.AddHealthChecks().AddCheck<RedisHealthCheck>("redis");
        }

        return services.AddSingleton<ServiceLimits>();
    }
}
