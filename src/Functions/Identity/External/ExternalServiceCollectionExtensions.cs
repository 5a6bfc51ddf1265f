using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.Identity.External;

namespace ToskaMesh.Functions.Identity.External;

internal static class ExternalServiceCollectionExtensions
{
    /// <summary>Sign-ins by other OpenID providers.</summary>
    public static IServiceCollection AddExternalSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ExternalOptions>().Bind(configuration.GetSection(ExternalOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ExternalOptions>, ExternalOptionsValidator>());
        services.AddSingleton<IExternalProviders, ExternalProviders>();
        services.AddSingleton<IExternalNonces, ExternalNonces>();
        services.AddSingleton<ExternalThrottle>();
        services.AddSingleton<ExternalTokens>();
        services.AddSingleton<ExternalLinks>();
        services.AddSingleton<ExternalSignIn>();
        services.AddSingleton<ITickPart, PurgeNonces>();
        return services;
    }
}
