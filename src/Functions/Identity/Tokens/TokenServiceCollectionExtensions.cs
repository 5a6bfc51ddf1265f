using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Identity.Secrets;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Identity.Tokens;

internal static class TokenServiceCollectionExtensions
{
    /// <summary>The master key, the signing keys, and the tokens that they sign.</summary>
    public static IServiceCollection AddTokens(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MasterKeyOptions>().Bind(configuration.GetSection(MasterKeyOptions.Section));
        services.AddOptions<TokenOptions>()
            .Bind(configuration.GetSection(TokenOptions.Section))
            .PostConfigure<IOptions<MeshOptions>>((options, mesh) => options.Issuer = options.Issuer switch
            {
                "" when mesh.Value.Profile is not MeshProfile.Cloud => TokenOptions.LocalIssuer,
                var issuer => issuer,
            })
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TokenOptions>, TokenOptionsValidator>());
        services.AddSingleton<IMasterKey, MasterKey>();
        services.AddSingleton<SigningKeySeal>();
        services.AddSingleton<ISigningKeyRotation, SigningKeyRotation>();
        services.AddSingleton<ISigningKeySource, SigningKeySource>();
        services.AddSingleton<IAccessTokenIssuer, AccessTokenIssuer>();
        services.AddSingleton<TokenVerification>();
        return services;
    }
}
