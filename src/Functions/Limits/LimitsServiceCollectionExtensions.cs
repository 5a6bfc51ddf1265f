using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.Health;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Redis;

namespace ToskaMesh.Functions.Limits;

internal static class LimitsServiceCollectionExtensions
{
    /// <summary>The counters of limits: in Redis where there is one, which then is a part of the control plane.</summary>
    public static IServiceCollection AddLimits(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.AddRedis(configuration, isRequired: MeshAdapters.Of(configuration).HasServers))
        {
            services.AddSingleton<IHealthPart, RedisPart>();
        }

        return services;
    }
}
