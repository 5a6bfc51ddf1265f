using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Mail;
using ToskaMesh.Shared.Identity.Users;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Testing.Identity;

/// <summary>Users in memory, with what was written beside them.</summary>
public sealed class InMemoryUserStore(TimeProvider time) : IUserStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, User> _users = [];
    private readonly Dictionary<(Guid User, OneTimePurpose Purpose), OneTimeToken> _tokens = [];
    private readonly List<SecurityEvent> _events = [];
    private readonly List<SealedMail> _mails = [];
    private readonly List<(Guid User, string? Except)> _ended = [];

    public IReadOnlyList<SecurityEvent> Events => Locked(() => _events.ToList());

    public IReadOnlyList<SealedMail> Mails => Locked(() => _mails.ToList());

    /// <summary>Whose sessions were to end, and which was not.</summary>
    public IReadOnlyList<(Guid User, string? Except)> Ended => Locked(() => _ended.ToList());

    public Task<User?> FindAsync(Guid id, CancellationToken cancellationToken) => Answer(() => _users.GetValueOrDefault(id));

    public Task<User?> FindAsync(EmailAddress email, CancellationToken cancellationToken) => Answer(() => Find(user => user.Email == email));

    public Task<User?> FindAsync(ExternalLogin login, CancellationToken cancellationToken) => Answer(() => Find(user => user.ExternalLogins.Contains(login)));

    public Task<Page<User>> ListAsync(string? search, PageRequest page, CancellationToken cancellationToken) => Answer(() =>
    {
        var found = _users.Values
            .Where(user => search is null || $"{user.Email} {user.FullName}".Contains(search, StringComparison.OrdinalIgnoreCase))
            .Where(user => page.After is null || string.CompareOrdinal(user.Email.Value, page.After) > 0)
            .OrderBy(user => user.Email.Value, StringComparer.Ordinal).Take(page.Limit + 1).ToList();
        return found.Count > page.Limit
            ? new Page<User>(found[..page.Limit], found[page.Limit - 1].Email.Value)
            : new Page<User>(found, null);
    });

    public Task<bool> HasAdminAsync(CancellationToken cancellationToken) => Answer(() => _users.Values.Any(user => user.IsAdmin));

    public Task<AddUserOutcome> AddAsync(NewUser user, CancellationToken cancellationToken) => Answer(() =>
    {
        if (user.OnlyAsFirstAdmin && _users.Values.Any(other => other.IsAdmin))
        {
            return AddUserOutcome.AdminExists;
        }

        if (user.ReplacesUnclaimed && Find(other => other.Email == user.User.Email && UserRules.IsUnclaimed(other)) is { } unclaimed)
        {
            Forget(unclaimed);
        }

        var isTaken = Find(other => other.Email == user.User.Email || other.ExternalLogins.Intersect(user.User.ExternalLogins).Any()) is not null;
        _events.AddRange(isTaken ? user.EventsIfTaken : user.Events);
        _mails.AddRange(isTaken ? user.MailsIfTaken : user.Mails);
        if (isTaken)
        {
            return AddUserOutcome.Taken;
        }

        _users.Add(user.User.Id, user.User);
        if (user.Token is { } token)
        {
            _tokens[(user.User.Id, token.Purpose)] = token;
        }

        return AddUserOutcome.Added;
    });

    public Task<UserChangeResult> ChangeAsync(
        Guid id, Func<User, UserChange?> decide, RequestOrigin origin, CancellationToken cancellationToken) =>
        Answer(() => Apply(_users.GetValueOrDefault(id), decide));

    public Task<UserChangeResult> ChangeAsync(
        EmailAddress email, Func<User, UserChange?> decide, SecurityEvent otherwise, RequestOrigin origin, CancellationToken cancellationToken) =>
        Answer(() =>
        {
            var result = Apply(Find(user => user.Email == email), decide);
            if (result.Outcome is not UserChangeOutcome.Done)
            {
                _events.Add(otherwise);
            }

            return result;
        });

    public Task<UserChangeResult> RedeemAsync(
        EmailAddress email, OneTimePurpose purpose, string secret, Func<User, UserChange?> decide, RequestOrigin origin, CancellationToken cancellationToken) =>
        Answer(() =>
        {
            if (FindToken(email, purpose, secret) is not { } user)
            {
                return new UserChangeResult(UserChangeOutcome.NotFound);
            }

            _tokens.Remove((user.Id, purpose));
            return Apply(user, decide);
        });

    public Task<bool> HoldsTokenAsync(EmailAddress email, OneTimePurpose purpose, string secret, CancellationToken cancellationToken) =>
        Answer(() => FindToken(email, purpose, secret) is not null);

    public Task PurgeUnclaimedAsync(DateTimeOffset before, CancellationToken cancellationToken) => Answer(() =>
    {
        _users.Values.Where(user => UserRules.IsUnclaimed(user) && user.CreatedAt < before).ToList().ForEach(Forget);
        return true;
    });

    public Task PurgeTokensAsync(CancellationToken cancellationToken) => Answer(() =>
    {
        var now = time.GetUtcNow();
        foreach (var key in _tokens.Where(pair => pair.Value.ExpiresAt <= now).Select(pair => pair.Key).ToList())
        {
            _tokens.Remove(key);
        }

        return true;
    });

    private UserChangeResult Apply(User? before, Func<User, UserChange?> decide)
    {
        if (before is null)
        {
            return new UserChangeResult(UserChangeOutcome.NotFound);
        }

        if (decide(before) is not { } change)
        {
            return new UserChangeResult(UserChangeOutcome.Refused);
        }

        var others = _users.Values.Where(user => user.Id != before.Id).ToList();
        if (UserRules.LosesAdmin(before, change.After) && !others.Exists(user => user is { IsAdmin: true, IsActive: true }))
        {
            return new UserChangeResult(UserChangeOutcome.LastAdmin);
        }

        if (change.After is { } wanted && others.Exists(user => user.Email == wanted.Email || user.ExternalLogins.Intersect(wanted.ExternalLogins).Any()))
        {
            return new UserChangeResult(UserChangeOutcome.Taken);
        }

        Write(before, change);
        return new UserChangeResult(UserChangeOutcome.Done, _users.GetValueOrDefault(before.Id));
    }

    private void Write(User before, UserChange change)
    {
        if (change.EndsSessions || change.After?.Email != before.Email)
        {
            _tokens.Remove((before.Id, OneTimePurpose.ResetPassword));
            _tokens.Remove((before.Id, OneTimePurpose.ConfirmEmail));
        }

        _users.Remove(before.Id);
        if (change.After is { } after)
        {
            _users[before.Id] = after with
            {
                Version = before.Version + (ReferenceEquals(before, after) ? 0 : 1),
                Stamp = before.Stamp + (change.EndsSessions ? 1 : 0),
            };
        }

        if (change.NewToken is { } token)
        {
            _tokens[(before.Id, token.Purpose)] = token;
        }

        if (change.EndsSessions || change.After is null)
        {
            _ended.Add((before.Id, change.ExceptSession));
        }

        _events.AddRange(change.Events);
        _mails.AddRange(change.Mails);
    }

    private User? FindToken(EmailAddress email, OneTimePurpose purpose, string secret)
    {
        var user = Find(user => user.Email == email);
        var token = user is null ? null : _tokens.GetValueOrDefault((user.Id, purpose));
        return user is { IsActive: true } && token is not null && token.ExpiresAt > time.GetUtcNow() && OneTimeSecret.Matches(secret, token.Hash) ? user : null;
    }

    private void Forget(User user)
    {
        _users.Remove(user.Id);
        foreach (var key in _tokens.Keys.Where(key => key.User == user.Id).ToList())
        {
            _tokens.Remove(key);
        }
    }

    private User? Find(Func<User, bool> isWanted) => _users.Values.FirstOrDefault(isWanted);

    private Task<T> Answer<T>(Func<T> work) => Task.FromResult(Locked(work));

    private T Locked<T>(Func<T> work)
    {
        lock (_lock)
        {
            return work();
        }
    }
}
