using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Redis;

internal static class RedisServiceCollectionExtensions
{
    /// <summary>The connection, which is made at its first use, and the counters of limits, which go by it while it is there. Without the setting: the counters of this process.</summary>
    /// <returns>Whether there is a Redis.</returns>
    public static bool AddRedis(this IServiceCollection services, IConfiguration configuration, bool isRequired)
    {
        var setting = configuration[RedisOptions.Setting] ?? "";
        services.AddOptions<RedisOptions>()
            .Bind(configuration.GetSection(RedisOptions.Setting))
            .Configure(options => (options.Configuration, options.IsRequired) = (setting, isRequired))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisOptions>, RedisOptionsValidator>());
        if (setting.Length == 0 && !isRequired)
        {
            services.TryAddSingleton<ILimitCounters>(InMemory);
            return false;
        }

        services.TryAddSingleton<RedisConnection>();
        services.TryAddSingleton<ILimitCounters>(provider => new FallbackLimitCounters(
            new LotLimitCounters(new RedisLimitCounters(provider.GetRequiredService<RedisConnection>()), provider.GetRequiredService<TimeProvider>()),
            InMemory(provider)));
        return true;
    }

    private static InMemoryLimitCounters InMemory(IServiceProvider provider) => new(provider.GetRequiredService<TimeProvider>());
}
