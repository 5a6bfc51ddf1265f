using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Commands;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Routing;
using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Registry;

internal static class RegistryServiceCollectionExtensions
{
    /// <summary>Registration and discovery, and the publishing of what they come to.</summary>
    public static IServiceCollection AddRegistry(this IServiceCollection services)
    {
        services.AddSingleton(provider => new RegistrationParser(provider.GetRequiredService<IOptions<MeshOptions>>().Value.ToTerms()));
        services.AddOptions<PublishOptions>().Configure<IOptions<MeshOptions>>((publish, mesh) => publish.Grace = mesh.Value.Grace);
        services.AddSingleton<PublishRoutes>();
        services.AddSingleton<RoutePublisher>();
        services.AddSingleton<PublishDocuments>();
        services.AddSingleton<IAfterCommit, RelayAndPublish>();
        services.AddSingleton<ITickPart, ExpireCommands>();
        services.AddSingleton<Tick>();
        return services;
    }
}
