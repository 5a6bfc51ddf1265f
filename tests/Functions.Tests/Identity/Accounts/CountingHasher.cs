using ToskaMesh.Functions.Identity.Passwords;
using ToskaMesh.Shared.Identity.Passwords;

namespace ToskaMesh.Functions.Tests.Identity.Accounts;

/// <summary>Counts the slow work.</summary>
internal sealed class CountingHasher(BCryptPasswordHasher hasher) : IPasswordHasher, IDisposable
{
    private int _hashes;
    private int _checks;

    public (int Hashes, int Checks) Work => (_hashes, _checks);

    public Task<string> HashAsync(string password, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _hashes);
        return hasher.HashAsync(password, cancellationToken);
    }

    public Task<PasswordCheck> VerifyAsync(string password, string? storedHash, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _checks);
        return hasher.VerifyAsync(password, storedHash, cancellationToken);
    }

    public void Dispose() => hasher.Dispose();
}
