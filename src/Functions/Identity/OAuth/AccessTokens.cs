using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Identity.OAuth;

/// <summary>Reads access tokens of any audience, for those who ask about them; nobody is let in by it.</summary>
public sealed class AccessTokens(ISigningKeySource keys, IRevokedSessions revoked, TimeProvider time)
{
    private sealed record Verifiers(SigningKeySet Keys, IReadOnlyList<AccessTokenVerifier> Each);

    private volatile Verifiers? _verifiers;

    /// <summary>Null for what is no token of ours that is valid now.</summary>
    public async Task<(VerifiedToken Token, string? Issuer)?> FindAsync(string text, CancellationToken cancellationToken)
    {
        var set = await keys.ReadAsync(cancellationToken);
        if (_verifiers is not { } verifiers || !verifiers.Keys.Equals(set))
        {
            _verifiers = verifiers = new Verifiers(set, [.. Audiences.All.Select(audience => new AccessTokenVerifier(set, audience, time))]);
        }

        var token = verifiers.Each.Select(verifier => verifier.Verify(text).Token).FirstOrDefault(token => token is not null);
        return token is null || await revoked.IsRevokedAsync(token.Claims.SessionId, cancellationToken) ? null : (token, set.Issuer);
    }
}
