namespace ToskaMesh.Shared.Identity.Passwords;

/// <summary>Makes and checks the stored form of passwords: slow on purpose, and never more of it at a time than the machine bears.</summary>
public interface IPasswordHasher
{
    /// <exception cref="PasswordHashingBusyException">Too many wait already.</exception>
    Task<string> HashAsync(string password, CancellationToken cancellationToken);

    /// <summary>Does the same work whether or not there is a hash to compare with.</summary>
    /// <param name="storedHash">Null when there is none: nothing matches.</param>
    /// <exception cref="PasswordHashingBusyException">Too many wait already.</exception>
    Task<PasswordCheck> VerifyAsync(string password, string? storedHash, CancellationToken cancellationToken);
}
