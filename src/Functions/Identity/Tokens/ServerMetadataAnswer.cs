using System.Text.Json.Serialization;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Identity.Tokens;

/// <summary>
/// What OAuth clients look up before they start (RFC 8414; OpenID Connect Discovery 1.0, section 3). There is no
/// authorization endpoint and no ID token: what Discovery requires besides stands here because its clients ask for it.
/// </summary>
public sealed record ServerMetadataAnswer
{
    [JsonPropertyName("issuer")]
    public required string Issuer { get; init; }

    [JsonPropertyName("jwks_uri")]
    public required string JwksUri { get; init; }

    [JsonPropertyName("token_endpoint")]
    public required string TokenEndpoint { get; init; }

    [JsonPropertyName("revocation_endpoint")]
    public required string RevocationEndpoint { get; init; }

    [JsonPropertyName("introspection_endpoint")]
    public required string IntrospectionEndpoint { get; init; }

    [JsonPropertyName("grant_types_supported")]
    public IReadOnlyList<string> GrantTypesSupported { get; init; } = ["client_credentials", "refresh_token"];

    /// <summary>None: there is no authorization endpoint.</summary>
    [JsonPropertyName("response_types_supported")]
    public IReadOnlyList<string> ResponseTypesSupported { get; init; } = [];

    [JsonPropertyName("subject_types_supported")]
    public IReadOnlyList<string> SubjectTypesSupported { get; init; } = ["public"];

    [JsonPropertyName("id_token_signing_alg_values_supported")]
    public IReadOnlyList<string> IdTokenSigningAlgValuesSupported { get; init; } = [AccessTokenFields.Algorithm];

    /// <summary><c>none</c> is a person's refresh token, which needs no client secret beside it.</summary>
    [JsonPropertyName("token_endpoint_auth_methods_supported")]
    public IReadOnlyList<string> TokenEndpointAuthMethodsSupported { get; init; } = ["client_secret_basic", "client_secret_post", "none"];

    [JsonPropertyName("revocation_endpoint_auth_methods_supported")]
    public IReadOnlyList<string> RevocationEndpointAuthMethodsSupported { get; init; } = ["client_secret_basic", "client_secret_post", "none"];

    [JsonPropertyName("introspection_endpoint_auth_methods_supported")]
    public IReadOnlyList<string> IntrospectionEndpointAuthMethodsSupported { get; init; } = ["client_secret_basic", "client_secret_post"];

    internal static ServerMetadataAnswer Of(string issuer) => new()
    {
        Issuer = issuer,
        JwksUri = $"{issuer}/.well-known/jwks.json",
        TokenEndpoint = $"{issuer}/oauth/token",
        RevocationEndpoint = $"{issuer}/oauth/revoke",
        IntrospectionEndpoint = $"{issuer}/oauth/introspect",
    };
}
