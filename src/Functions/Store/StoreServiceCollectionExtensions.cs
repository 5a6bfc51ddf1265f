using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Commands;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Routing;
using ToskaMesh.Functions.Store.Sqlite;
using ToskaMesh.Shared.Commands;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Store;

internal static class StoreServiceCollectionExtensions
{
    /// <summary>The mesh store and the ports that live in it; it reads <see cref="MeshOptions"/>. Nothing is opened before <see cref="IStoreGate"/> is awaited.</summary>
    public static IServiceCollection AddMeshStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddStoreOptions(configuration).AddSqliteStore().AddStorePorts();
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
        services.TryAddSingleton<IDbContextFactory<MeshDbContext>, SqliteContexts>();
        return services.AddPooledDbContextFactory<SqliteMeshDbContext>(
            (provider, builder) => builder.UseMeshStore(provider.GetRequiredService<SqliteStoreFile>().ConnectionString));
    }

    private static IServiceCollection AddStorePorts(this IServiceCollection services)
    {
        services.AddSingleton<IMigration, StoreMigration>();
        services.TryAddSingleton<StoreWriter>();
        services.TryAddSingleton<RegistrySweep>();
        services.TryAddSingleton<RegistryImport>();
        services.TryAddSingleton<AwakeNote>();
        services.TryAddSingleton<IServiceRegistry, EfServiceRegistry>();
        services.TryAddSingleton<IOutbox, EfOutbox>();
        services.TryAddSingleton<EventInbox>();
        services.TryAddSingleton<IServiceHistory, EfServiceHistory>();
        services.TryAddSingleton<IDeadLetters, EfDeadLetters>();
        services.TryAddSingleton<ICommandStore, EfCommandStore>();
        services.TryAddSingleton<IMessageRetention, EfMessageRetention>();
        services.TryAddSingleton<IApiKeyStore, EfApiKeyStore>();
        services.TryAddSingleton<IPublicationMark, EfPublicationMark>();
        return services;
    }
}
