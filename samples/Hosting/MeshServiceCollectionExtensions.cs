using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ToskaMesh.Samples.Hosting;

public static class MeshServiceCollectionExtensions
{
    /// <summary>Registers this process in the mesh for as long as it runs; its health checks are what it reports.</summary>
    public static IServiceCollection AddMeshMembership(this IServiceCollection services, IConfiguration configuration, MeshService service)
    {
        var settings = MeshSettings.From(configuration);
        services.AddHealthChecks();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(service);
        services.AddHttpClient<MeshClient>(http =>
        {
            http.BaseAddress = settings.Url;
            http.Timeout = TimeSpan.FromSeconds(5);
            http.DefaultRequestHeaders.Add("X-API-Key", settings.ApiKey);
        }).RemoveAllLoggers();
        return services.AddHostedService<MeshMembership>();
    }
}
