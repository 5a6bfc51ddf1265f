using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Identity.Tokens;

/// <summary>A public key as RFC 7517 and RFC 7518, section 6.2.1, write it.</summary>
public sealed record JsonWebKeyAnswer(string Kty, string Crv, string Use, string Alg, string Kid, string X, string Y)
{
    internal static JsonWebKeyAnswer From(PublishedSigningKey key) =>
        new("EC", "P-256", "sig", AccessTokenFields.Algorithm, key.KeyId, key.X, key.Y);
}
