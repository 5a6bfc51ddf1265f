using ToskaMesh.Functions.Identity.Audit;
using ToskaMesh.Functions.Identity.Sessions;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Identity;

/// <summary>What belongs to a change of an identity, written in its transaction.</summary>
internal static class IdentityChanges
{
    // A token that was signed a moment before is accepted until here by a verifier whose clock is late.
    private static readonly TimeSpan Remembered = AccessTokenClaims.Lifetime + AccessTokenClaims.ClockSkew + AccessTokenClaims.ClockSkew;

    /// <summary>Records it in the audit and tells the bus.</summary>
    public static async ValueTask RecordAsync(this StoreTransaction transaction, SecurityEvent happened, CancellationToken cancellationToken)
    {
        transaction.Context.SecurityEvents.Add(SecurityEventRow.From(happened));
        await transaction.TellAsync(SecurityEvents.ToEvent(happened, await transaction.DrawAsync(0, cancellationToken)), cancellationToken);
    }

    /// <summary>From the commit on, no access token of the session is accepted.</summary>
    public static async ValueTask RevokeAsync(this StoreTransaction transaction, string sessionId, CancellationToken cancellationToken)
    {
        transaction.Touch(StoreTopic.RevokedSessions);
        var sessions = transaction.Context.RevokedSessions;
        if (await sessions.FindAsync([sessionId], cancellationToken) is null)
        {
            sessions.Add(new RevokedSessionRow { SessionId = sessionId, Until = transaction.Now + Remembered });
        }
    }
}
