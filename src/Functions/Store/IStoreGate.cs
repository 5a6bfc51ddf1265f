using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Store;

/// <summary>
/// Stands before a store that may not be ready yet. The first middleware awaits it: neither Program.cs nor a hosted
/// service may, since the host answers requests before those have ended.
/// </summary>
internal interface IStoreGate
{
    /// <summary>
    /// Completes at once when the store is ready. Otherwise all callers share one attempt to make it so (embedded
    /// profile) or to check it (others); a failed attempt is made again, at most once a second.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store cannot be used; the message says why and what to do.</exception>
    ValueTask EnsureReadyAsync(CancellationToken cancellationToken);
}
