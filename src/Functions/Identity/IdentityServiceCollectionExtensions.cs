using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Identity.Accounts;
using ToskaMesh.Functions.Identity.External;
using ToskaMesh.Functions.Identity.OAuth;
using ToskaMesh.Functions.Identity.Tokens;
using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Identity;

internal static class IdentityServiceCollectionExtensions
{
    /// <summary>Who is asking, and the keys by which that is known.</summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BootstrapOptions>().Bind(configuration.GetSection(BootstrapOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BootstrapOptions>, BootstrapOptionsValidator>());
        services.AddSingleton<BootstrapKeys>();
        services.AddSingleton<ITickPart>(provider => provider.GetRequiredService<BootstrapKeys>());
        services.AddSingleton<ApiKeyUses>();
        services.AddSingleton<IRequestOrigins, RequestOrigins>();
        services.AddSingleton<ApiKeyAuthentication>();
        services.AddSingleton<IApiKeyAuthentication>(provider => provider.GetRequiredService<ApiKeyAuthentication>());
        services.AddSingleton<ClientAuthentication>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<CallerAuthentication>();
        services.AddSingleton<Refusals>();
        services.AddSingleton<AccessMiddleware>();
        services.AddSingleton<PublishCredentials>();
        services.AddSingleton<ITickPart, PurgeIdentity>();
        return services.AddTokens(configuration).AddAccounts(configuration).AddExternalSignIn(configuration);
    }
}
