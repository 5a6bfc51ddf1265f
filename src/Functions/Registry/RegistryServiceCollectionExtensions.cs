using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Commands;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Routing;
using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Functions.Registry;

internal static class RegistryServiceCollectionExtensions
{
    /// <summary>Registration and discovery, and the publishing of what they come to.</summary>
    public static IServiceCollection AddRegistry(this IServiceCollection services)
    {
        services.AddSingleton(provider => new RegistrationParser(provider.GetRequiredService<IOptions<MeshOptions>>().Value.ToTerms()));
        services.AddSingleton<IRegisteredNames, RegisteredNames>();
        services.AddOptions<PublishOptions>().Configure<IOptions<MeshOptions>, IOptions<HealthOptions>>((publish, mesh, health) =>
            (publish.Grace, publish.Prober) = (mesh.Value.Grace, health.Value.Prober ?? ProberChoice.Default(mesh.Value.Mode is MeshMode.Resting)));
        services.TryAddSingleton<IRoutedConfigurations, RoutedConfigurations>();
        services.TryAddSingleton<IExplicitRoutes, ConfiguredRoutes>();
        services.AddSingleton<PublishRoutes>();
        services.AddSingleton<RoutePublisher>();
        services.AddSingleton<PublishDocuments>();
        services.AddSingleton<RelayAndPublish>();
        services.AddSingleton<IAfterCommit>(provider => ActivatorUtilities.CreateInstance<CredentialsAfterCommit>(
            provider, provider.GetRequiredService<RelayAndPublish>()));
        services.AddSingleton<ITickPart, ExpireCommands>();
        services.AddSingleton<Tick>();
        return services;
    }
}
