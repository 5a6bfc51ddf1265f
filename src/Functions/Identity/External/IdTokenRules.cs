using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ToskaMesh.Shared.Identity.External;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Functions.Identity.External;

/// <summary>What an ID token must say besides what the library looks at (OpenID Connect Core 1.0, section 3.1.3.7).</summary>
internal static class IdTokenRules
{
    /// <summary>Signatures with a private key only: who verifies cannot make them.</summary>
    public static IReadOnlyList<string> Algorithms { get; } =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public static bool IsTimely(DateTime? notBefore, DateTime? expires, DateTimeOffset now) =>
        expires > (now - AccessTokenClaims.ClockSkew).UtcDateTime && !(notBefore > (now + AccessTokenClaims.ClockSkew).UtcDateTime);

    /// <summary>Whether it was made for this mesh, for that sign-in, and not in the future.</summary>
    public static bool IsFor(JsonWebToken token, string clientId, string nonce, DateTimeOffset now)
    {
        var party = Text(token, "azp");
        var isForUs = party is null ? token.Audiences.Count() == 1 : party == clientId;
        return isForUs
            && Text(token, "nonce") == nonce
            && token.Typ is null or "" or "JWT"
            && token.TryGetPayloadValue<long>("iat", out var issuedAt)
            && issuedAt <= (now + AccessTokenClaims.ClockSkew).ToUnixTimeSeconds();
    }

    public static ExternalIdentity Identify(JsonWebToken token, ExternalLogin login)
    {
        _ = EmailAddress.TryParse(Text(token, "email"), out var email);
        var isVerified = token.TryGetPayloadValue<bool>("email_verified", out var verified) && verified;
        return new ExternalIdentity(login, email, isVerified, NameOf(token));
    }

    private static string? NameOf(JsonWebToken token) =>
        Text(token, "name") is { Length: > 0 and <= User.NameLength } name && !name.Any(char.IsControl) ? name : null;

    private static string? Text(JsonWebToken token, string claim) => token.TryGetPayloadValue<string>(claim, out var text) ? text : null;
}
