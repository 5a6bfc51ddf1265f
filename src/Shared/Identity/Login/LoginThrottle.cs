using ToskaMesh.Shared.Identity.Users;
using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Shared.Identity.Login;

/// <summary>
/// Slows down guessing, for each account and for each client network, and never for good: a lock that stays would let
/// anybody shut out anybody. An attempt is counted before its password is looked at, so that many at once get no more
/// tries than one after the other. Accounts that do not exist are counted alike.
/// </summary>
public sealed class LoginThrottle(ILimitCounters counters)
{
    /// <summary>Attempts on an account that are free, until one succeeds or the first is an hour ago.</summary>
    public const int FreeAttempts = 10;

    /// <summary>Failures of a client network in a quarter of an hour; many people may be behind one.</summary>
    public const int FailuresPerNetwork = 100;

    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private static readonly TimeSpan NetworkWindow = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan FirstLock = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(15);

    /// <summary>Counts an attempt.</summary>
    /// <param name="network">Null where it is not known: then the account alone counts.</param>
    /// <returns>Whether its password may be looked at.</returns>
    public async ValueTask<bool> EnterAsync(EmailAddress account, string? network, CancellationToken cancellationToken)
    {
        var key = KeyOf(account);
        if ((network is not null && (await counters.PeekAsync(NetworkKey(network), cancellationToken)).Value >= FailuresPerNetwork)
            || (await counters.PeekAsync(LockKey(key), cancellationToken)).Value > 0)
        {
            return false;
        }

        var attempts = (await counters.CountAsync(AttemptsKey(key), Remembered, cancellationToken)).Value;
        return attempts <= FreeAttempts

            // Whoever makes the lock has the one try between two locks.
            || (await counters.CountAsync(LockKey(key), LockAfter(attempts), cancellationToken)).Value == 1;
    }

    public async ValueTask FailedAsync(string? network, CancellationToken cancellationToken)
    {
        if (network is not null)
        {
            await counters.CountAsync(NetworkKey(network), NetworkWindow, cancellationToken);
        }
    }

    /// <summary>After a login, and when an Admin says so.</summary>
    public async ValueTask ForgetAsync(EmailAddress account, CancellationToken cancellationToken)
    {
        var key = KeyOf(account);
        await counters.ResetAsync(AttemptsKey(key), cancellationToken);
        await counters.ResetAsync(LockKey(key), cancellationToken);
    }

    /// <summary>30 s, a minute, two, ... a quarter of an hour.</summary>
    public static TimeSpan LockAfter(long attempts)
    {
        var doublings = Math.Clamp(attempts - FreeAttempts - 1, 0, 10);
        var length = FirstLock * (1L << (int)doublings);
        return length < LongestLock ? length : LongestLock;
    }

    // No address in the counters' memory, which may be another server's.
    private static string KeyOf(EmailAddress account) => OneTimeSecret.Hash(account.Value);

    private static string AttemptsKey(string account) => $"login:attempts:{account}";

    private static string LockKey(string account) => $"login:lock:{account}";

    private static string NetworkKey(string network) => $"login:network:{network}";
}
