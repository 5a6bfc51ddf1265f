using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Identity.Tokens;

/// <summary>Verifies the tokens that the control plane itself is shown: with the keys of this moment, and against the sessions that ended.</summary>
internal sealed class TokenVerification(ISigningKeySource keys, IRevokedSessions sessions, TimeProvider time)
{
    private Known? _known;

    /// <exception cref="StoreUnavailableException">Nobody can say whether it is good: it must not be accepted.</exception>
    public async ValueTask<TokenVerdict> VerifyAsync(string token, CancellationToken cancellationToken)
    {
        var verdict = Verifier(await keys.ReadAsync(cancellationToken)).Verify(token);
        return verdict.Accepted && await sessions.IsRevokedAsync(verdict.Token.Claims.SessionId, cancellationToken)
            ? TokenVerdict.Refused(TokenFault.Revoked)
            : verdict;
    }

    // Parsing keys costs more than verifying with them.
    private AccessTokenVerifier Verifier(SigningKeySet set)
    {
        if (Volatile.Read(ref _known) is { } known && known.Keys.Equals(set))
        {
            return known.Verifier;
        }

        var fresh = new Known(set, new AccessTokenVerifier(set, Audiences.ControlPlane, time));
        Volatile.Write(ref _known, fresh);
        return fresh.Verifier;
    }

    private sealed record Known(SigningKeySet Keys, AccessTokenVerifier Verifier);
}
