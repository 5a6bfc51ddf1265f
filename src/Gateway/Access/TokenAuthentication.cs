using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Gateway.Access;

/// <summary>
/// Recognises callers by access tokens for services, with the keys of the route table and the revoked sessions of the
/// credentials document: no request waits for the control plane. Until the first such document no token is accepted. A token is verified once and remembered until it
/// expires, the set of keys changes, or nobody has used it for long.
/// </summary>
internal sealed class TokenAuthentication
{
    private readonly TimeProvider _time;
    private readonly int _capacity;
    private volatile Verification _verification;

    // Null until the first credentials document: a gateway that knows of no ended session cannot say that one has not ended.
    private volatile FrozenSet<string>? _revoked;

    public TokenAuthentication(TimeProvider time, IOptions<GatewayOptions> options)
    {
        _time = time;
        _capacity = options.Value.TokenCache;
        _verification = Verify(SigningKeySet.None);
    }

    /// <summary>How many tokens are remembered.</summary>
    public int Remembered => _verification.Cache.Count;

    /// <summary>Takes another set of keys. What the set before has verified is forgotten with it: that a key left may mean that it was stolen.</summary>
    public void Trust(SigningKeySet keys)
    {
        if (keys != _verification.Keys)
        {
            _verification = Verify(keys);
        }
    }

    /// <summary>Refuses the tokens of these sessions from now on. When a session may be forgotten is the publisher's to say.</summary>
    public void Revoke(IReadOnlyList<RevokedSession> sessions) =>
        _revoked = sessions.Select(session => session.SessionId).ToFrozenSet(StringComparer.Ordinal);

    /// <returns>The caller, or why the token is refused.</returns>
    public (MeshCaller? Caller, TokenFault Fault) Authenticate(ReadOnlySpan<char> token)
    {
        if (token.Length > AccessTokenFields.MaxLength || !TokenDigest.TryOf(token, out var digest))
        {
            return (null, TokenFault.Malformed);
        }

        var verification = _verification;
        if (!verification.Cache.TryGet(digest, out var known))
        {
            var verdict = verification.Verifier.Verify(token.ToString());
            if (!verdict.Accepted)
            {
                return (null, verdict.Fault.Value);
            }

            // A gateway is known to the control plane only, whether by key or by token.
            var claims = verdict.Token.Claims;
            if (claims.Roles.Contains(Role.Gateway))
            {
                return (null, TokenFault.WrongAudience);
            }

            known = new CachedToken(MeshCaller.Of(claims), claims.SessionId, verdict.Token.ExpiresAt + AccessTokenClaims.ClockSkew);
            verification.Cache.Add(digest, known);
        }

        if (_time.GetUtcNow() >= known.AcceptedUntil)
        {
            verification.Cache.Remove(digest);
            return (null, TokenFault.Expired);
        }

        return _revoked is not { } revoked ? (null, TokenFault.RevocationUnknown)
            : revoked.Contains(known.SessionId) ? (null, TokenFault.Revoked)
            : (known.Caller, default);
    }

    private Verification Verify(SigningKeySet keys) =>
        new(keys, new AccessTokenVerifier(keys, Audiences.Services, _time), new TokenCache(_capacity));

    private sealed record Verification(SigningKeySet Keys, AccessTokenVerifier Verifier, TokenCache Cache);
}
