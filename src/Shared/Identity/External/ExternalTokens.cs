using ToskaMesh.Shared.Identity.Audit;

namespace ToskaMesh.Shared.Identity.External;

/// <summary>Judges an ID token that somebody shows, once.</summary>
public sealed class ExternalTokens(
    IExternalProviders providers, IExternalNonces nonces, ExternalThrottle throttle, ISecurityAudit audit, TimeProvider time)
{
    /// <param name="provider">Its name in the settings.</param>
    /// <returns>Null when the token or its nonce is not valid, or was used; the audit has it.</returns>
    public async Task<ExternalIdentity?> VerifyAsync(
        string provider, ExternalOrder order, RequestOrigin origin, CancellationToken cancellationToken)
    {
        // The nonce last: one that came with a token that is none can still be used by whoever has the right one.
        var identity = await nonces.IsOursAsync(provider, order.Nonce, cancellationToken)
            ? await providers.VerifyAsync(provider, order.IdToken, order.Nonce, cancellationToken)
            : null;
        if (identity is not null && await nonces.TryUseAsync(provider, order.Nonce, cancellationToken))
        {
            return identity;
        }

        var why = identity is null ? "the ID token or its nonce was not valid" : "the nonce was used before";
        if (await throttle.MayRecordAsync(provider, why, origin.ClientNetwork, cancellationToken))
        {
            await audit.AppendAsync(
                origin.Event(time.GetUtcNow(), SecurityActions.Login, $"provider-{provider}", why, succeeded: false), cancellationToken);
        }

        return null;
    }
}
