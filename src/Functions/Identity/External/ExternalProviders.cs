using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using ToskaMesh.Shared.Identity.External;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Functions.Identity.External;

/// <summary>The OpenID providers of the settings, whose keys are fetched when they are needed.</summary>
internal sealed class ExternalProviders : IExternalProviders, IDisposable
{
    private const int MaxDocument = 512 * 1024;
    private const int SubjectLength = 255;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, (ExternalProviderOptions Options, ProviderKeys Keys)> _providers;
    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    public ExternalProviders(IOptions<ExternalOptions> options, TimeProvider time)
    {
        _time = time;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = Timeout,
            MaxResponseContentBufferSize = MaxDocument,
        };
        _providers = options.Value.Providers.ToDictionary(
            pair => pair.Key.ToLowerInvariant(), pair => (pair.Value, new ProviderKeys(pair.Value, _http, time)), StringComparer.Ordinal);
    }

    public ExternalPolicy? Find(string provider, out string name)
    {
        name = provider.ToLowerInvariant();
        return _providers.TryGetValue(name, out var found) ? new ExternalPolicy(found.Options.TrustEmail, found.Options.AllowSignUp) : null;
    }

    public async Task<ExternalIdentity?> VerifyAsync(string provider, string idToken, string nonce, CancellationToken cancellationToken)
    {
        var (options, keys) = _providers[provider];
        var configuration = await keys.ReadAsync(null, cancellationToken);
        var result = await ValidateAsync(options, configuration, idToken);
        if (!result.IsValid && result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // A key that the provider may have only now.
            var next = await keys.ReadAsync(configuration, cancellationToken);
            result = ReferenceEquals(next, configuration) ? result : await ValidateAsync(options, next, idToken);
        }

        return result is { IsValid: true, SecurityToken: JsonWebToken token }
            && IdTokenRules.IsFor(token, options.ClientId, nonce, _time.GetUtcNow())
            && token.Subject is { Length: > 0 and <= SubjectLength } subject
                ? IdTokenRules.Identify(token, new ExternalLogin(provider, subject))
                : null;
    }

    public void Dispose()
    {
        foreach (var (_, keys) in _providers.Values)
        {
            keys.Dispose();
        }

        _http.Dispose();
    }

    private Task<TokenValidationResult> ValidateAsync(ExternalProviderOptions options, OpenIdConnectConfiguration configuration, string idToken) =>
        new JsonWebTokenHandler { MaximumTokenSizeInBytes = 16 * 1024 }.ValidateTokenAsync(idToken, new TokenValidationParameters
        {
            ValidAlgorithms = IdTokenRules.Algorithms,
            ValidIssuer = configuration.Issuer,
            ValidAudience = options.ClientId,
            IssuerSigningKeys = configuration.SigningKeys,
            TryAllIssuerSigningKeys = false,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            RequireAudience = true,
            LifetimeValidator = (notBefore, expires, _, _) => IdTokenRules.IsTimely(notBefore, expires, _time.GetUtcNow()),
        });
}
