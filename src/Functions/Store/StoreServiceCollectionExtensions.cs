using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Commands;
using ToskaMesh.Functions.Configuration;
using ToskaMesh.Functions.Configuration.Rollouts;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.Identity.Audit;
using ToskaMesh.Functions.Identity.Clients;
using ToskaMesh.Functions.Identity.External;
using ToskaMesh.Functions.Identity.Mail;
using ToskaMesh.Functions.Identity.Sessions;
using ToskaMesh.Functions.Identity.Tokens;
using ToskaMesh.Functions.Identity.Users;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Observations;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Routing;
using ToskaMesh.Functions.Store.Postgres;
using ToskaMesh.Functions.Store.Sqlite;
using ToskaMesh.Shared.Commands;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Clients;
using ToskaMesh.Shared.Identity.External;
using ToskaMesh.Shared.Identity.Rotation;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Users;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Store;

internal static class StoreServiceCollectionExtensions
{
    /// <summary>The mesh store and the ports that live in it; it reads <see cref="MeshOptions"/>. Nothing is opened before <see cref="IStoreGate"/> is awaited.</summary>
    public static IServiceCollection AddMeshStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddStoreOptions(configuration).AddProvider(configuration).AddStorePorts();
    }

    private static IServiceCollection AddStoreOptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StoreOptions>().Bind(configuration.GetSection(StoreOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StoreOptions>, StoreOptionsValidator>());
        return services;
    }

    private static IServiceCollection AddProvider(this IServiceCollection services, IConfiguration configuration) =>
        MeshAdapters.Of(configuration).HasServers ? services.AddPostgresStore(configuration) : services.AddSqliteStore();

    private static IServiceCollection AddPostgresStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PostgresOptions>()
            .Bind(configuration.GetSection(PostgresOptions.Setting))
            .Configure(postgres => postgres.ConnectionString = configuration[PostgresOptions.Setting] ?? "").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PostgresOptions>, PostgresOptionsValidator>());
        services.TryAddSingleton<PostgresConnection>();
        services.TryAddSingleton<IStorePreparation, PostgresStorePreparation>();
        services.TryAddSingleton<IStoreHealth, PostgresStoreHealth>();
        services.TryAddSingleton<IDbContextFactory<MeshDbContext>, PostgresContexts>();
        return services.AddPooledDbContextFactory<PostgresMeshDbContext>(
            (provider, builder) => builder.UsePostgresStore(provider.GetRequiredService<PostgresConnection>().Source));
    }

    private static IServiceCollection AddSqliteStore(this IServiceCollection services)
    {
        services.TryAddSingleton<SqliteStoreFile>();
        services.TryAddSingleton<IStorePreparation, SqliteStorePreparation>();
        services.TryAddSingleton<IStoreHealth, SqliteStoreHealth>();
        services.TryAddSingleton<IDbContextFactory<MeshDbContext>, SqliteContexts>();
        return services.AddPooledDbContextFactory<SqliteMeshDbContext>(
            (provider, builder) => builder.UseMeshStore(provider.GetRequiredService<SqliteStoreFile>().ConnectionString));
    }

    private static IServiceCollection AddStorePorts(this IServiceCollection services)
    {
        services.AddSingleton<IMigration, StoreMigration>();
        services.TryAddSingleton<StoreIdentity>();
        services.TryAddSingleton<IStoreGate, StoreGate>();
        services.TryAddSingleton(provider => new StoreRetry(
            provider.GetRequiredService<TimeProvider>(), new Random(RandomNumberGenerator.GetInt32(int.MaxValue))));
        services.TryAddSingleton<StoreGenerations>();
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
        services.TryAddSingleton<EfGatewayReports>();
        services.TryAddSingleton<IGatewayReports>(provider => provider.GetRequiredService<EfGatewayReports>());
        services.TryAddSingleton<IInstanceFigures>(provider => provider.GetRequiredService<EfGatewayReports>());
        services.TryAddSingleton<IRouteFigures>(provider => provider.GetRequiredService<EfGatewayReports>());
        services.TryAddSingleton<IMessageRetention, EfMessageRetention>();
        services.TryAddSingleton<EfApiKeyStore>();
        services.TryAddSingleton<IApiKeyStore>(provider => new CachedApiKeyStore(
            provider.GetRequiredService<EfApiKeyStore>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IClientStore, EfClientStore>();
        services.TryAddSingleton<IUsedNonces, EfUsedNonces>();
        services.TryAddSingleton<EfRevokedSessions>();
        services.TryAddSingleton<IRevokedSessions>(provider => new CachedRevokedSessions(
            provider.GetRequiredService<EfRevokedSessions>(),
            provider.GetRequiredService<StoreGenerations>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<EfSigningKeyStore>();
        services.TryAddSingleton<ISigningKeyStore>(provider => new CachedSigningKeyStore(
            provider.GetRequiredService<EfSigningKeyStore>(),
            provider.GetRequiredService<StoreGenerations>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<ISecurityAudit, EfSecurityAudit>();
        services.TryAddSingleton<IConfigurationStore, EfConfigurationStore>();
        services.TryAddSingleton<EfRolloutStore>();
        services.TryAddSingleton<IRolloutStore>(provider => provider.GetRequiredService<EfRolloutStore>());
        services.TryAddSingleton<IRolloutShares>(provider => provider.GetRequiredService<EfRolloutStore>());
        services.TryAddSingleton<IUserStore, EfUserStore>();
        services.TryAddSingleton<MailOutbox>();
        services.TryAddSingleton<IPublicationMark, EfPublicationMark>();
        return services;
    }
}
