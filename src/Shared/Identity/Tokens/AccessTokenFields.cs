namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>How the parts of an access token are called on the wire: the one place for issuer, verifier and introspection.</summary>
public static class AccessTokenFields
{
    /// <summary>The only algorithm: ECDSA on P-256 with SHA-256 (RFC 7518, section 3.4).</summary>
    public const string Algorithm = "ES256";

    /// <summary>RFC 9068, section 2.1: what keeps an ID token from passing for an access token.</summary>
    public const string Type = "at+jwt";

    public const string Alg = "alg";
    public const string Typ = "typ";
    public const string KeyId = "kid";

    public const string Issuer = "iss";
    public const string Subject = "sub";
    public const string Audience = "aud";
    public const string ExpiresAt = "exp";
    public const string NotBefore = "nbf";
    public const string IssuedAt = "iat";
    public const string Id = "jti";
    public const string SessionId = "sid";
    public const string ClientId = "client_id";
    public const string Roles = "roles";
    public const string Scope = "scope";
    public const string Services = "services";

    /// <summary><see cref="UserUse"/> or <see cref="ClientUse"/>: what tells a person from a service, whose subjects are both ids.</summary>
    public const string Use = "token_use";

    public const string UserUse = "user";
    public const string ClientUse = "client";

    /// <summary>Characters of a whole token; a longer one is refused unread.</summary>
    public const int MaxLength = 8192;

    /// <summary>Characters of <c>sub</c>, <c>jti</c>, <c>sid</c> and <c>client_id</c>.</summary>
    public const int MaxIdLength = 128;

    public const int MaxScopes = 64;

    public const int MaxServices = 64;
}
