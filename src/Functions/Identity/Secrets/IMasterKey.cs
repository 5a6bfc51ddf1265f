using ToskaMesh.Functions.Profile;

namespace ToskaMesh.Functions.Identity.Secrets;

/// <summary>The one secret of the control plane, from which keys for single purposes are derived (HKDF with SHA-256, RFC 5869).</summary>
internal interface IMasterKey
{
    /// <param name="purpose">A name that says what the key is for; never used for anything else.</param>
    /// <exception cref="NotReadyException">There is no master key, or it is none.</exception>
    ValueTask<byte[]> DeriveAsync(string purpose, int length, CancellationToken cancellationToken);
}
