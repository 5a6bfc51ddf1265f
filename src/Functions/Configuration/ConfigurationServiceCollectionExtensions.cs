using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Configuration.Rollouts;
using ToskaMesh.Functions.Configuration.Secrets;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Configuration.Layers;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Configuration.Secrets;

namespace ToskaMesh.Functions.Configuration;

internal static class ConfigurationServiceCollectionExtensions
{
    /// <summary>The configurations of services, and where their secrets are.</summary>
    public static IServiceCollection AddConfigurations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SecretOptions>().Bind(configuration.GetSection(SecretOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SecretOptions>, SecretOptionsValidator>());
        services.TryAddSingleton<ISecretSource>(CreateSource);
        services.TryAddSingleton<EffectiveConfigurations>();
        services.AddOptions<RolloutOptions>().Bind(configuration.GetSection(RolloutOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RolloutOptions>, RolloutOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRolloutEvidence, SettingsEvidence>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRolloutEvidence, RouteEvidence>());
        services.TryAddSingleton<AdvanceRollout>();
        services.TryAddSingleton<IRolloutRun, RolloutRun>();
        services.TryAddSingleton<RolloutFollowUp>();
        services.TryAddSingleton<RolloutOrchestrations>();
        return services;
    }

    private static ISecretSource CreateSource(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<SecretOptions>>();
        return options.Value.VaultUri.Length > 0
            ? new KeyVaultSecrets(KeyVaultClient.Create(options.Value), options)
            : new SecretFile(Path.Combine(provider.GetRequiredService<IOptions<MeshOptions>>().Value.FullDataDirectory, SecretFile.Name), provider.GetRequiredService<Identity.Secrets.IMasterKey>());
    }
}
