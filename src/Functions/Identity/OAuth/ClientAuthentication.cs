using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Clients;
using ToskaMesh.Shared.Identity.OAuth;
using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Functions.Identity.OAuth;

/// <summary>
/// Finds out whether a client is who it says. A right secret is always taken, since 256 bits are not guessed, and a
/// client must not be shut out by whoever knows its id; who fails is counted, by client and network, and then told to wait.
/// </summary>
public sealed class ClientAuthentication(IClientStore clients, ILimitCounters counters, ISecurityAudit audit, TimeProvider time)
{
    public const int MaxFailures = 10;

    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    public async Task<ClientAuthenticationResult> AuthenticateAsync(
        PresentedClient presented, RequestOrigin origin, CancellationToken cancellationToken)
    {
        // The same work for an unknown id and a wrong secret.
        var client = await clients.FindAsync(presented.Id, cancellationToken);
        if (presented.Secret?.Matches(client?.SecretHash) is true && client is not null)
        {
            return new ClientAuthenticationResult(client);
        }

        var count = await counters.CountAsync($"oauth:{presented.Id}:{origin.ClientNetwork}", Remembered, cancellationToken);
        if (count.Value > MaxFailures)
        {
            return new ClientAuthenticationResult(null, count.ForgottenAfter);
        }

        // Only of clients that there are, so that nobody fills the audit with ids of their choice.
        if (client is not null)
        {
            await audit.AppendAsync(
                origin.Event(time.GetUtcNow(), SecurityActions.ClientAuthenticated, client.Id, "wrong secret, or none", succeeded: false), cancellationToken);
        }

        return new ClientAuthenticationResult(null);
    }
}
