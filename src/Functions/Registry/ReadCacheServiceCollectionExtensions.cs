using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

internal static class ReadCacheServiceCollectionExtensions
{
    /// <summary>Keeps reads where each is a question to a server. The embedded profile's store is in the process.</summary>
    public static IServiceCollection AddReadCache(this IServiceCollection services, IConfiguration configuration)
    {
        if (!MeshAdapters.Of(configuration).HasServers)
        {
            return services;
        }

        services.AddSingleton<BriefReads>();
        services.AddSingleton<RegistryGenerations>();
        services.AddSingleton<RegistryHints>();
        services.TryAddSingleton<EfServiceRegistry>();
        return services.Replace(ServiceDescriptor.Singleton<IServiceRegistry>(provider => new CachedServiceRegistry(
            provider.GetRequiredService<EfServiceRegistry>(),
            provider.GetRequiredService<BriefReads>(),
            provider.GetRequiredService<RegistryGenerations>(),
            provider.GetRequiredService<RegistryHints>())));
    }
}
