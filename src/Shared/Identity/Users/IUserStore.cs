using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Identity.Users;

/// <summary>
/// The people who have an account. Each write is durable when its task completes, together with its records in the
/// audit, its mails and the sessions that it ends; whoever ended sessions calls what follows a commit afterwards. An
/// adapter that cannot reach its store throws <see cref="StoreUnavailableException"/>.
/// </summary>
public interface IUserStore
{
    Task<User?> FindAsync(Guid id, CancellationToken cancellationToken);

    Task<User?> FindAsync(EmailAddress email, CancellationToken cancellationToken);

    Task<User?> FindAsync(ExternalLogin login, CancellationToken cancellationToken);

    /// <summary>In order of e-mail address.</summary>
    /// <param name="search">A part of the address or the name, without regard to case (of ASCII letters); null wants all.</param>
    Task<Page<User>> ListAsync(string? search, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Whether any user is an Admin, active or not.</summary>
    Task<bool> HasAdminAsync(CancellationToken cancellationToken);

    Task<AddUserOutcome> AddAsync(NewUser user, CancellationToken cancellationToken);

    /// <summary>Changes a user as <paramref name="decide"/> says of the record at that moment; its null is <see cref="UserChangeOutcome.Refused"/>.</summary>
    /// <param name="decide">Pure: it may be asked several times.</param>
    Task<UserChangeResult> ChangeAsync(Guid id, Func<User, UserChange?> decide, RequestOrigin origin, CancellationToken cancellationToken);

    /// <summary>The same for the user of an address; when there is none, <paramref name="otherwise"/> is recorded, which takes as long.</summary>
    Task<UserChangeResult> ChangeAsync(
        EmailAddress email, Func<User, UserChange?> decide, SecurityEvent otherwise, RequestOrigin origin, CancellationToken cancellationToken);

    /// <summary>
    /// The same for whoever was sent that token, which is used up by it, whatever is decided. An unknown address, a wrong
    /// token, one that expired or was used, and a user who is disabled are all <see cref="UserChangeOutcome.NotFound"/>.
    /// </summary>
    Task<UserChangeResult> RedeemAsync(
        EmailAddress email, OneTimePurpose purpose, string secret, Func<User, UserChange?> decide, RequestOrigin origin, CancellationToken cancellationToken);

    /// <summary>Whether <see cref="RedeemAsync"/> would take the token now. A read, so that what is slow need not be done for one that is not.</summary>
    Task<bool> HoldsTokenAsync(EmailAddress email, OneTimePurpose purpose, string secret, CancellationToken cancellationToken);

    /// <summary>Forgets those who registered before that and never confirmed (<see cref="UserRules.IsUnclaimed"/>). Bounded.</summary>
    Task PurgeUnclaimedAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Forgets one-time tokens that expired. Bounded.</summary>
    Task PurgeTokensAsync(CancellationToken cancellationToken);
}
