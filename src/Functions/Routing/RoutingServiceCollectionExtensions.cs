using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Redis;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Routing;

internal static class RoutingServiceCollectionExtensions
{
    /// <summary>Where published documents lie: files of the data directory, or blobs.</summary>
    public static IServiceCollection AddDocuments(this IServiceCollection services, IConfiguration configuration) =>
        MeshAdapters.Of(configuration).HasServers
            ? services.AddBlobDocuments(configuration)
            : services.AddSingleton<IDocumentStore>(provider => new FileDocumentStore(
                provider.GetRequiredService<IOptions<MeshOptions>>().Value.FullDataDirectory, provider.GetRequiredService<TimeProvider>()));

    private static IServiceCollection AddBlobDocuments(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DocumentStorageOptions>().Configure(options => options.Read(name => configuration[name])).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DocumentStorageOptions>, DocumentStorageOptionsValidator>());
        services.AddSingleton(provider => DocumentStorage.Open(
            provider.GetRequiredService<IOptions<DocumentStorageOptions>>().Value, DocumentStorage.AttemptTimeout));
        services.AddSingleton<IMigration, DocumentStorageMigration>();
        services.AddSingleton<BlobDocumentStore>();
        return services.AddSingleton<IDocumentStore>(provider => new AnnouncedDocumentStore(
            provider.GetRequiredService<BlobDocumentStore>(), provider.GetRequiredService<RedisConnection>()));
    }
}
