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
}
