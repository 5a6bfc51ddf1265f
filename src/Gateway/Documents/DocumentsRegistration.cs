using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ToskaMesh.Gateway.Documents;

internal static class DocumentsRegistration
{
    public static IServiceCollection AddDocuments(this IServiceCollection services)
    {
        services.TryAddSingleton<IDocumentSource, FileDocumentSource>();
        services.TryAddSingleton<IChangeSignal, FileChangeSignal>();
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
}
