using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Identity.Rotation;

/// <summary>The mesh's signing keys, which all its processes share.</summary>
public interface ISigningKeyStore
{
    /// <summary>In the order in which they are published.</summary>
    /// <exception cref="StoreUnavailableException">They cannot be read; that is never none.</exception>
    Task<IReadOnlyList<SealedSigningKey>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Takes the step that is due, one process at a time, and records it in the audit.</summary>
    /// <param name="generate">Makes the key that the step asks for, if it does. It may be called again where a transaction is repeated.</param>
    /// <returns>Whether there was anything to do.</returns>
    Task<bool> StepAsync(RotationPolicy policy, Func<NewSigningKey> generate, CancellationToken cancellationToken);

    /// <summary>Takes the step that somebody asks for, and records it as theirs: see <see cref="RotationRules.Replace"/>.</summary>
    /// <param name="generate">As for <see cref="StepAsync"/>.</param>
    /// <returns>False, and nothing was changed, when there are too many keys already.</returns>
    Task<bool> ReplaceAsync(SigningKeyReplacement order, RequestOrigin origin, Func<NewSigningKey> generate, CancellationToken cancellationToken);
}
