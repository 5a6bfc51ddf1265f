using ToskaMesh.Shared.Identity.Passwords;
using ToskaMesh.Shared.Identity.Users;
using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Shared.Identity.Login;

/// <summary>
/// Slows down guessing, and never for good: a lock that stays would let anybody shut out anybody. Each client network
/// has few attempts on an account, so that it locks nobody out but itself; all networks together have many more. An
/// attempt is counted before its password is looked at, so that many at once get no more tries than one after the other.
/// Accounts that do not exist are counted alike.
/// </summary>
public sealed class LoginThrottle(ILimitCounters counters)
{
    /// <summary>Attempts of one network on an account that are free, until one succeeds or the first is an hour ago. Clients whose network is not known are one.</summary>
    public const int FreeAttempts = 10;

    /// <summary>The same of all networks together.</summary>
    public const int FreeAttemptsInAll = 100;

    /// <summary>Failures of a client network in a quarter of an hour; many people may be behind one.</summary>
    public const int FailuresPerNetwork = 100;

    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private static readonly TimeSpan NetworkWindow = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan FirstLock = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(15);

    /// <summary>Counts an attempt.</summary>
    /// <param name="network">Null where it is not known.</param>
    public async ValueTask<LoginAttempt> EnterAsync(EmailAddress account, string? network, CancellationToken cancellationToken)
    {
        if (network is not null && (await counters.PeekAsync(NetworkKey(network), cancellationToken)).Value >= FailuresPerNetwork)
        {
            return new LoginAttempt(LoginTurn.NetworkRefused, []);
        }

        var (own, all) = await KeysAsync(account, network, cancellationToken);
        if ((await counters.PeekAsync(LockKey(own), cancellationToken)).Value > 0 || (await counters.PeekAsync(LockKey(all), cancellationToken)).Value > 0)
        {
            return new LoginAttempt(LoginTurn.Locked, []);
        }

        // What the network's own count refuses does not count for all, or one network could still lock out the others.
        var (mayTry, first) = await CountAsync(own, FreeAttempts, cancellationToken);
        if (!mayTry)
        {
            return new LoginAttempt(LoginTurn.Locked, [first]);
        }

        (mayTry, var second) = await CountAsync(all, FreeAttemptsInAll, cancellationToken);
        return new LoginAttempt(mayTry ? LoginTurn.Granted : LoginTurn.Locked, [first, second]);
    }

    /// <summary>Looks at the password of an attempt. One that is turned away, since too many are being looked at, does not count.</summary>
    public async Task<PasswordCheck> VerifyAsync(
        LoginAttempt attempt, IPasswordHasher hasher, string password, string? storedHash, CancellationToken cancellationToken)
    {
        try
        {
            return await hasher.VerifyAsync(password, attempt.IsGranted ? storedHash : null, cancellationToken);
        }
        catch (PasswordHashingBusyException)
        {
            await UndoAsync(attempt, cancellationToken);
            throw;
        }
    }

    public async ValueTask FailedAsync(string? network, CancellationToken cancellationToken)
    {
        if (network is not null)
        {
            await counters.CountAsync(NetworkKey(network), NetworkWindow, cancellationToken);
        }
    }

    /// <summary>After a login. The locks of other networks stay: they did not know the password.</summary>
    public async ValueTask SucceededAsync(EmailAddress account, string? network, CancellationToken cancellationToken)
    {
        var (own, all) = await KeysAsync(account, network, cancellationToken);
        foreach (var key in new[] { own, all })
        {
            await counters.ResetAsync(AttemptsKey(key), cancellationToken);
            await counters.ResetAsync(UndoneKey(key), cancellationToken);
            await counters.ResetAsync(LockKey(key), cancellationToken);
        }
    }

    /// <summary>Ends the locks of all networks: when an Admin says so, and when the account has a new password.</summary>
    public async ValueTask ForgetAsync(EmailAddress account, CancellationToken cancellationToken) =>

        // Other names for all that is counted from now on. This is forgotten only after what had the first names.
        await counters.CountAsync(TurnKey(KeyOf(account)), (Remembered + LongestLock) * 2, cancellationToken);

    /// <summary>30 s, a minute, two, ... a quarter of an hour.</summary>
    public static TimeSpan LockAfter(long attempts, int free = FreeAttempts)
    {
        var doublings = Math.Clamp(attempts - free - 1, 0, 10);
        var length = FirstLock * (1L << (int)doublings);
        return length < LongestLock ? length : LongestLock;
    }

    private async ValueTask<(bool MayTry, CountedAttempt Counted)> CountAsync(string key, int free, CancellationToken cancellationToken)
    {
        var count = await counters.CountAsync(AttemptsKey(key), Remembered, cancellationToken);
        var attempts = count.Value <= free ? count.Value : count.Value - (await counters.PeekAsync(UndoneKey(key), cancellationToken)).Value;
        if (attempts <= free)
        {
            return (true, new CountedAttempt(key, count.ForgottenAfter, MadeLock: false));
        }

        // Whoever makes the lock has the one try between two locks.
        var isFirst = (await counters.CountAsync(LockKey(key), LockAfter(attempts, free), cancellationToken)).Value == 1;
        return (isFirst, new CountedAttempt(key, count.ForgottenAfter, isFirst));
    }

    private async ValueTask UndoAsync(LoginAttempt attempt, CancellationToken cancellationToken)
    {
        foreach (var counted in attempt.Counted.Where(counted => counted.ForgottenAfter > TimeSpan.Zero))
        {
            await counters.CountAsync(UndoneKey(counted.Key), counted.ForgottenAfter, cancellationToken);
            if (counted.MadeLock)
            {
                await counters.ResetAsync(LockKey(counted.Key), cancellationToken);
            }
        }
    }

    private async ValueTask<(string Own, string All)> KeysAsync(EmailAddress account, string? network, CancellationToken cancellationToken)
    {
        var key = KeyOf(account);
        var all = $"{key}:{(await counters.PeekAsync(TurnKey(key), cancellationToken)).Value}";
        return ($"{all}:{network ?? "unknown"}", all);
    }

    // No address in the counters' memory, which may be another server's.
    private static string KeyOf(EmailAddress account) => OneTimeSecret.Hash(account.Value);

    private static string TurnKey(string account) => $"login:turn:{account}";

    private static string AttemptsKey(string key) => $"login:attempts:{key}";

    private static string UndoneKey(string key) => $"login:undone:{key}";

    private static string LockKey(string key) => $"login:lock:{key}";

    private static string NetworkKey(string network) => $"login:network:{network}";
}
