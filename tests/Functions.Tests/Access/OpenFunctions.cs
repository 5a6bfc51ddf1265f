namespace ToskaMesh.Functions.Tests.Access;

/// <summary>What anybody may call: what is public, and what asks for proof itself.</summary>
internal static class OpenFunctions
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "ConfirmEmail", "ConfirmPasswordReset", "ExternalNonce", "ExternalSignIn", "Health", "HealthLive", "HealthReady", "JsonWebKeySet", "Login",
        "OAuthIntrospect", "OAuthRevoke", "OAuthServerMetadata", "OAuthToken", "OpenApi", "OpenIdConfiguration", "RefreshSession", "RegisterUser",
        "RequestEmailConfirmation", "RequestPasswordReset",
    ];
}
