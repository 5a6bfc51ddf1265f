using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>
/// Verifies access tokens (RFC 9068) with one set of keys, for one audience. The platform's ECDSA and a reader of exactly
/// what <see cref="AccessTokenWriter"/> writes, rather than a library for every kind of token: there is one issuer, one
/// algorithm and one type, so nothing is left for a token to choose. Safe for any number of threads.
/// </summary>
public sealed class AccessTokenVerifier
{
    // r and s, 64 bytes in base64url without padding.
    private const int SignatureLength = 86;

    private readonly FrozenDictionary<string, TokenKey> _keys;
    private readonly string? _issuer;
    private readonly string _audience;
    private readonly TimeProvider _time;

    /// <param name="trusted">Parsed here, once. The set <see cref="SigningKeySet.None"/> accepts no token.</param>
    /// <param name="audience">One of <see cref="Audiences"/>.</param>
    /// <exception cref="ArgumentException">The set breaks a rule of <see cref="SigningKeyRules"/>.</exception>
    public AccessTokenVerifier(SigningKeySet trusted, string audience, TimeProvider time)
    {
        if (SigningKeyRules.Faults(trusted).FirstOrDefault() is { } fault)
        {
            throw new ArgumentException($"The signing keys cannot be used: {fault}", nameof(trusted));
        }

        _keys = trusted.Keys.Select(key => new TokenKey(key.KeyId, SigningKeyRules.Point(key)!.Value)).ToFrozenDictionary(key => key.Id, StringComparer.Ordinal);
        _issuer = trusted.Issuer;
        _audience = audience;
        _time = time;
    }

    /// <summary>Checks everything but whether the token's session was revoked.</summary>
    public TokenVerdict Verify(string token)
    {
        if (!TrySplit(token, out var header, out var payload, out var signature))
        {
            return TokenVerdict.Refused(TokenFault.Malformed);
        }

        var (keyId, headerFault) = AccessTokenHeader.Read(header);
        if (keyId is null)
        {
            return TokenVerdict.Refused(headerFault ?? TokenFault.Malformed);
        }

        if (!_keys.TryGetValue(keyId, out var key))
        {
            return TokenVerdict.Refused(TokenFault.UnknownKey);
        }

        // The signature before the claims: what is read of them is the issuer's own word.
        var signed = Encoding.ASCII.GetBytes(token, 0, token.Length - SignatureLength - 1);
        if (!key.HasSigned(signed, signature))
        {
            return TokenVerdict.Refused(TokenFault.BadSignature);
        }

        return AccessTokenPayload.Read(payload) is not { } read ? TokenVerdict.Refused(TokenFault.Malformed)
            : Fault(read) is { } fault ? TokenVerdict.Refused(fault)
            : TokenVerdict.Of(new VerifiedToken(read.Claims, read.Id, key.Id, read.ExpiresAt));
    }

    private TokenFault? Fault(AccessTokenPayload read)
    {
        if (read.Issuer != _issuer)
        {
            return TokenFault.WrongIssuer;
        }

        if (read.Claims.Audience != _audience)
        {
            return TokenFault.WrongAudience;
        }

        // A token that lives longer would outlive what is remembered of its revoked session.
        if (read.ExpiresAt - read.IssuedAt is var lifetime && (lifetime <= TimeSpan.Zero || lifetime > AccessTokenClaims.Lifetime))
        {
            return TokenFault.Malformed;
        }

        var now = _time.GetUtcNow();
        if (now >= read.ExpiresAt + AccessTokenClaims.ClockSkew)
        {
            return TokenFault.Expired;
        }

        var latest = now + AccessTokenClaims.ClockSkew;
        return read.NotBefore > latest || read.IssuedAt > latest ? TokenFault.NotYetValid : null;
    }

    private static bool TrySplit(
        string token,
        [NotNullWhen(true)] out byte[]? header,
        [NotNullWhen(true)] out byte[]? payload,
        [NotNullWhen(true)] out byte[]? signature)
    {
        header = payload = signature = null;
        if (token.Length is <= SignatureLength + 1 or > AccessTokenFields.MaxLength)
        {
            return false;
        }

        var first = token.IndexOf('.', StringComparison.Ordinal);
        var second = token.Length - SignatureLength - 1;
        return first > 0 && first < second && token[second] == '.'
            && CanonicalBase64Url.TryDecode(token.AsSpan(0, first), out header)
            && CanonicalBase64Url.TryDecode(token.AsSpan(first + 1, second - first - 1), out payload)
            && CanonicalBase64Url.TryDecode(token.AsSpan(second + 1), out signature);
    }
}
