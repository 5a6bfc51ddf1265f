using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.CatalogSync;
using ToskaMesh.Functions.Health;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.CatalogSync;

namespace ToskaMesh.Functions.KubernetesSync;

internal static class KubernetesSyncServiceCollectionExtensions
{
    /// <summary>The import where it is switched on; otherwise the timer finds nothing to do.</summary>
    public static IServiceCollection AddKubernetesSync(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<KubernetesOptions>().Bind(configuration.GetSection(KubernetesOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<KubernetesOptions>, KubernetesOptionsValidator>());
        if (!KubernetesOptions.IsImportOn(configuration))
        {
            return services.AddSingleton<IKubernetesSync, NoKubernetesSync>();
        }

        services.TryAddSingleton<ImportWriter>();
        services.TryAddSingleton(ServiceAccount.OfThisPod());
        services.AddSingleton<KubernetesConnection>();
        services.AddSingleton<KubernetesCatalog>();
        services.AddSingleton(Import);
        services.AddSingleton<IKubernetesSync>(provider => provider.GetRequiredService<KubernetesImporter>());
        return services.AddSingleton<IHealthPart, KubernetesPart>();
    }

    // Its rules are its own: Consul's import has others of the same type.
    private static KubernetesImporter Import(IServiceProvider provider) => new(
        provider.GetRequiredService<KubernetesCatalog>(),
        new CatalogImportRules(
            provider.GetRequiredService<IOptions<MeshOptions>>().Value.ToTerms(),
            $"kubernetes:{provider.GetRequiredService<IOptions<KubernetesOptions>>().Value.Cluster}"),
        provider.GetRequiredService<ImportWriter>(),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<KubernetesImporter>>());
}
