using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>The keys that tokens are verified with, for whoever publishes them.</summary>
public interface ISigningKeySource
{
    /// <exception cref="StoreUnavailableException">The keys cannot be read. That is never the empty set: it would end every session.</exception>
    ValueTask<SigningKeySet> ReadAsync(CancellationToken cancellationToken);
}
