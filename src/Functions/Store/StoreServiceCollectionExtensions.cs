using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Store.Sqlite;

namespace ToskaMesh.Functions.Store;

internal static class StoreServiceCollectionExtensions
{
    /// <summary>The mesh store and the ports that live in it. Nothing is opened before <see cref="IStoreGate"/> is awaited.</summary>
    public static IServiceCollection AddMeshStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddStoreOptions(configuration).AddSqliteStore();
        return services;
    }

    private static IServiceCollection AddStoreOptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StoreOptions>().Bind(configuration.GetSection(StoreOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StoreOptions>, StoreOptionsValidator>());
        return services;
    }

    private static IServiceCollection AddSqliteStore(this IServiceCollection services)
    {
        services.TryAddSingleton<SqliteStoreFile>();
        services.TryAddSingleton<StoreIdentity>();
        services.TryAddSingleton<IStorePreparation, SqliteStorePreparation>();
        services.TryAddSingleton<IStoreGate, StoreGate>();
        services.TryAddSingleton<IStoreHealth, SqliteStoreHealth>();
        return services.AddPooledDbContextFactory<SqliteMeshDbContext>((provider, builder) => builder
            .UseSqlite(provider.GetRequiredService<SqliteStoreFile>().ConnectionString)
            .AddInterceptors(new SqlitePragmas()));
    }
}
