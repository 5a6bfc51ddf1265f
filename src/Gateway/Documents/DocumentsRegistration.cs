using Microsoft.Extensions.DependencyInjection.Extensions;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Documents;

internal static class DocumentsRegistration
{
    public static IServiceCollection AddDocuments(this IServiceCollection services, IConfiguration configuration)
    {
        if (MeshOptions.HasServers(configuration))
        {
            services.AddBlobDocuments(configuration);
        }
        else
        {
            services.TryAddSingleton<IDocumentSource, FileDocumentSource>();
            services.TryAddSingleton<IChangeSignal, FileChangeSignal>();
        }

        return services.AddSingleton<OwnCopy>();
    }

    /// <summary>Follows a kind of document from before the server listens until it has stopped.</summary>
    public static IServiceCollection AddFollowed<T, TDocument>(this IServiceCollection services, string metricPrefix)
        where T : class
        where TDocument : class, IFollowedDocument<T> => services
        .AddSingleton<IFollowedDocument<T>, TDocument>()
        .AddSingleton(new DocumentMetricNames<T>(metricPrefix))
        .AddSingleton<DocumentMetrics<T>>()
        .AddSingleton<DocumentFollower<T>>()
        .AddHostedService(provider => provider.GetRequiredService<DocumentFollower<T>>());

    private static void AddBlobDocuments(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<DocumentStorageOptions, DocumentStorageOptionsValidator>()
            .Configure(options => options.Read(name => configuration[name]));
        services.TryAddSingleton<IDocumentSource, BlobDocumentSource>();
        services.TryAddSingleton<IChangeSignal, RedisChangeSignal>();
    }
}
