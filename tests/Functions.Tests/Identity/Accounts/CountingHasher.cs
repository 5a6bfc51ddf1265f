using ToskaMesh.Functions.Identity.Passwords;
using ToskaMesh.Shared.Identity.Passwords;

namespace ToskaMesh.Functions.Tests.Identity.Accounts;

/// <summary>Counts the slow work, and leaves some of it out where it is told to.</summary>
internal sealed class CountingHasher(BCryptPasswordHasher hasher) : IPasswordHasher, IDisposable
{
    private int _hashes;
    private int _checks;

    /// <summary>Whether more wait already than may.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Whether there is nothing to do where there is no hash to compare with: what a hasher must not be like.</summary>
    public bool SkipsNobodys { get; set; }

    public (int Hashes, int Checks) Work => (_hashes, _checks);

    public Task<string> HashAsync(string password, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _hashes);
        return hasher.HashAsync(password, cancellationToken);
    }

    public Task<PasswordCheck> VerifyAsync(string password, string? storedHash, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _checks);
        if (IsBusy)
        {
            throw new PasswordHashingBusyException();
        }

        return storedHash is null && SkipsNobodys ? Task.FromResult(default(PasswordCheck)) : hasher.VerifyAsync(password, storedHash, cancellationToken);
    }

    public void Dispose() => hasher.Dispose();
}
