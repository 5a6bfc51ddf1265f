using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.External;

/// <summary>Signs people in by another provider's ID token.</summary>
public sealed class ExternalSignIn(
    IExternalProviders providers, ExternalTokens tokens, ExternalLinks links, IUserStore users, IUserSessions sessions, TimeProvider time)
{
    public async Task<ExternalResult> RunAsync(ExternalOrder order, RequestOrigin origin, CancellationToken cancellationToken)
    {
        if (providers.Find(order.Provider, out var provider) is not { } policy)
        {
            return new ExternalResult(ExternalOutcome.UnknownProvider);
        }

        if (await tokens.VerifyAsync(provider, order, origin, cancellationToken) is not { } identity)
        {
            return new ExternalResult(ExternalOutcome.Refused);
        }

        var linked = await users.FindAsync(identity.Login, cancellationToken);
        var sameAddress = linked is null && identity.Email is { } email ? await users.FindAsync(email, cancellationToken) : null;
        return ExternalRules.Decide(identity, policy, linked, sameAddress) switch
        {
            ExternalDecision.SignIn => await StartAsync(linked!, order, provider, origin, cancellationToken),
            ExternalDecision.Link => await LinkAsync(sameAddress!, identity, order, provider, origin, cancellationToken),
            ExternalDecision.SignUp => await SignUpAsync(identity, order, provider, origin, cancellationToken),
            ExternalDecision.AccountExists => new ExternalResult(ExternalOutcome.AccountExists),
            _ => new ExternalResult(ExternalOutcome.NoAccount),
        };
    }

    private async Task<ExternalResult> StartAsync(
        User user, ExternalOrder order, string provider, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var request = new SessionRequest(user.Id, order.ClientId, order.Audience, provider) { Stamp = user.Stamp };
        var grant = await sessions.StartAsync(request, origin, cancellationToken);
        return new ExternalResult(grant is null ? ExternalOutcome.Refused : ExternalOutcome.Done, grant);
    }

    private async Task<ExternalResult> LinkAsync(
        User user, ExternalIdentity identity, ExternalOrder order, string provider, RequestOrigin origin, CancellationToken cancellationToken)
    {
        // The address may have become another's, or unconfirmed, since it was looked at.
        var after = user.IsActive
            ? await links.LinkAsync(user, identity.Login, stored => stored.EmailConfirmed && stored.Email == identity.Email, origin, cancellationToken)
            : null;
        return after is null ? new ExternalResult(ExternalOutcome.Refused) : await StartAsync(after, order, provider, origin, cancellationToken);
    }

    private async Task<ExternalResult> SignUpAsync(
        ExternalIdentity identity, ExternalOrder order, string provider, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var user = new User
        {
            Id = Guid.CreateVersion7(now),
            Email = identity.Email!,
            FullName = identity.Name ?? identity.Email!.LocalPart,
            EmailConfirmed = true,
            CreatedAt = now,
            ExternalLogins = [identity.Login],
        };
        var outcome = await users.AddAsync(
            new NewUser { User = user, Events = [origin.Event(now, SecurityActions.UserRegistered, $"{user.Id}", $"by {provider}")] }, cancellationToken);
        return outcome is AddUserOutcome.Added
            ? await StartAsync(user, order, provider, origin, cancellationToken)
            : new ExternalResult(ExternalOutcome.AccountExists);
    }
}
