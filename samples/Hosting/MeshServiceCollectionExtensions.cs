using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Samples.Hosting;

public static class MeshServiceCollectionExtensions
{
    /// <summary>Registers this process in the mesh for as long as it runs; its health checks are what it reports.</summary>
    public static IServiceCollection AddMeshMembership(this IServiceCollection services, IConfiguration configuration, MeshService service)
    {
        var settings = MeshSettings.From(configuration);
        services.AddHealthChecks();

        // What fails is reported to the mesh; a log line for each probe would say it again and again.
        services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(service);
        services.AddSingleton<MeshJoin>();
        services.AddHttpClient<MeshClient>(http =>
        {
            http.BaseAddress = settings.Url;
            http.Timeout = TimeSpan.FromSeconds(5);
            http.DefaultRequestHeaders.Add("X-API-Key", settings.ApiKey);
        }).RemoveAllLoggers();
        return services.AddHostedService<MeshMembership>();
    }

    /// <summary>Keeps a singleton at the configuration that the mesh has for this instance, which is registered by <see cref="AddMeshMembership"/>.</summary>
    public static IServiceCollection AddMeshConfiguration<T>(this IServiceCollection services)
        where T : class, IMeshConfigured
    {
        services.AddHttpClient<MeshConfigurationClient>((provider, http) =>
        {
            var settings = provider.GetRequiredService<MeshSettings>();
            http.BaseAddress = settings.Url;

            // Each call has its own: a long poll takes as long as it waits.
            http.Timeout = Timeout.InfiniteTimeSpan;
            http.DefaultRequestHeaders.Add("X-API-Key", settings.ApiKey);
        }).RemoveAllLoggers();
        services.AddSingleton<IMeshConfigured>(provider => provider.GetRequiredService<T>());
        return services.AddHostedService<MeshConfiguration>();
    }
}
