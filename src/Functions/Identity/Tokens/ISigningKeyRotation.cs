using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Rotation;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Identity.Tokens;

/// <summary>Moves the signing keys through their states.</summary>
public interface ISigningKeyRotation
{
    /// <summary>Sees once that there is a key that signs.</summary>
    /// <exception cref="NotReadyException">There is none, and no master key to make one with.</exception>
    /// <exception cref="StoreUnavailableException">Nobody can say whether there is one.</exception>
    ValueTask EnsureAsync(CancellationToken cancellationToken);

    /// <summary>Takes the step that is due, if one is, and publishes what it changed.</summary>
    /// <inheritdoc cref="EnsureAsync"/>
    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Has another key sign before its time, and publishes it.</summary>
    /// <returns>False when there are too many keys already whose tokens have not expired; nothing was changed.</returns>
    /// <inheritdoc cref="EnsureAsync"/>
    Task<bool> ReplaceAsync(SigningKeyReplacement order, RequestOrigin origin, CancellationToken cancellationToken);
}
