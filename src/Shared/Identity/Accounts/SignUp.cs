using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Login;
using ToskaMesh.Shared.Identity.Mail;
using ToskaMesh.Shared.Identity.Passwords;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.Accounts;

/// <summary>Registers people. A known address and a new one are one answer after the same work; the owner of the address learns which it was.</summary>
public sealed class SignUp(
    IUserStore users,
    IPasswordHasher hasher,
    IMailSealer mails,
    MailThrottle throttle,
    IBootstrapSecret bootstrap,
    RefusedSecrets refused,
    SignUpPolicy openness,
    SignInPolicy policy,
    TimeProvider time)
{
    public async Task<SignUpOutcome> RunAsync(AccountRegistration registration, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var isAdmin = registration.BootstrapSecret is not null;
        if (isAdmin && !await bootstrap.MatchesAsync(registration.BootstrapSecret!, cancellationToken))
        {
            await refused.RecordAsync(SecurityActions.AdminCreated, null, "the bootstrap secret was wrong", origin, cancellationToken);
            return SignUpOutcome.WrongSecret;
        }

        if (!isAdmin && !openness.IsOpen)
        {
            // Every address gets this answer, so nothing has to take as long as it would have.
            return SignUpOutcome.Accepted;
        }

        var mayMail = isAdmin || await throttle.MayGetAsync("register", registration.Email, cancellationToken);
        var hash = await hasher.HashAsync(registration.Password, cancellationToken);
        if (!mayMail)
        {
            return SignUpOutcome.Accepted;
        }

        var user = Describe(registration, hash, isAdmin);
        var outcome = await users.AddAsync(
            isAdmin ? FirstAdmin(user, origin) : await InvitedAsync(user, origin, cancellationToken), cancellationToken);
        if (!isAdmin)
        {
            return SignUpOutcome.Accepted;
        }

        if (outcome is AddUserOutcome.Added)
        {
            bootstrap.Discard();
        }
        else if (outcome is AddUserOutcome.AdminExists)
        {
            await refused.RecordAsync(SecurityActions.AdminCreated, null, "the bootstrap secret was used before", origin, cancellationToken);
        }

        return outcome switch
        {
            AddUserOutcome.Added => SignUpOutcome.AdminCreated,
            AddUserOutcome.Taken => SignUpOutcome.AddressTaken,
            _ => SignUpOutcome.WrongSecret,
        };
    }

    private User Describe(AccountRegistration registration, string hash, bool isAdmin)
    {
        var now = time.GetUtcNow();
        return new User
        {
            Id = Guid.CreateVersion7(now),
            Email = registration.Email,
            FullName = registration.FullName,
            PhoneNumber = registration.PhoneNumber,
            PasswordHash = hash,
            IsAdmin = isAdmin,
            EmailConfirmed = isAdmin,
            CreatedAt = now,
        };
    }

    // Whoever has the secret runs the mesh: their word for the address is enough.
    private static NewUser FirstAdmin(User user, RequestOrigin origin) => new()
    {
        User = user,
        OnlyAsFirstAdmin = true,
        Events = [origin.Event(user.CreatedAt, SecurityActions.AdminCreated, $"{user.Id}")],
    };

    private async Task<NewUser> InvitedAsync(User user, RequestOrigin origin, CancellationToken cancellationToken)
    {
        // Both are made, whichever is sent.
        var secret = OneTimeSecret.Generate();
        var welcome = await mails.SealAsync(MailTexts.ConfirmEmail(user.Email, secret), OneTimeToken.Lifetime, cancellationToken);
        var known = await mails.SealAsync(MailTexts.AlreadyRegistered(user.Email), MailTexts.NoticeLifetime, cancellationToken);
        return new NewUser
        {
            User = user,

            // Where unconfirmed people sign in, a stranger could take over their account so.
            ReplacesUnclaimed = policy.RequiresConfirmedEmail,
            Token = new OneTimeToken(OneTimePurpose.ConfirmEmail, OneTimeSecret.Hash(secret), user.CreatedAt + OneTimeToken.Lifetime),
            Mails = [welcome],
            Events = [origin.Event(user.CreatedAt, SecurityActions.UserRegistered, $"{user.Id}")],
            MailsIfTaken = [known],
            EventsIfTaken = [origin.Event(user.CreatedAt, SecurityActions.UserRegistered, "known-address", "the address has an account", succeeded: false)],
        };
    }
}
