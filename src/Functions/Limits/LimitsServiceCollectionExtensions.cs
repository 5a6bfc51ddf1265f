using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Health;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Redis;

namespace ToskaMesh.Functions.Limits;

internal static class LimitsServiceCollectionExtensions
{
    /// <summary>The limits of the API, and their counters: in Redis where there is one, which then is a part of the control plane.</summary>
    public static IServiceCollection AddLimits(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.AddRedis(configuration, isRequired: MeshAdapters.Of(configuration).HasServers))
        {
            services.AddSingleton<IHealthPart, RedisPart>();
        }

        services.AddOptions<RateLimitOptions>().Bind(configuration.GetSection(RateLimitOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RateLimitOptions>, RateLimitOptionsValidator>());
        services.AddSingleton<ClientAddress>();
        services.AddSingleton<RateLimitMiddleware>();
        return services;
    }
}
