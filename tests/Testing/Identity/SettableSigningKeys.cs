using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Testing.Identity;

/// <summary>The signing keys that a test says there are.</summary>
public sealed class SettableSigningKeys : ISigningKeySource
{
    public SigningKeySet Set { get; set; } = SigningKeySet.None;

    /// <summary>Thrown instead of an answer.</summary>
    public Exception? Failure { get; set; }

    public ValueTask<SigningKeySet> ReadAsync(CancellationToken cancellationToken) =>
        Failure is null ? ValueTask.FromResult(Set) : ValueTask.FromException<SigningKeySet>(Failure);
}
