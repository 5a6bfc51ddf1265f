using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Identity;

/// <summary>
/// Keeps the keys that are presented for a moment, since every request presents one. What this process saved counts at
/// once, what another did within <see cref="BriefReads.Longest"/>. That an id is unknown is not kept.
/// </summary>
internal sealed class CachedApiKeyStore(IApiKeyStore store, TimeProvider time) : IApiKeyStore, IDisposable
{
    // Not the registry's, whose room a caller with made-up ids could take.
    private readonly BriefReads _reads = new(time);
    private int _generation;

    public async Task<StoredApiKey?> FindAsync(string id, CancellationToken cancellationToken) =>

        // The number is in the name, so that what was read before a save is not found after it, whenever it is put there.
        await _reads.GetAsync(
            $"{Volatile.Read(ref _generation)} {id}",
            token => store.FindAsync(id, token),
            (key, now) => key is null ? now : null,
            cancellationToken);

    public Task<IReadOnlyList<StoredApiKey>> ListAsync(CancellationToken cancellationToken) => store.ListAsync(cancellationToken);

    public async Task SaveAsync(StoredApiKey key, CancellationToken cancellationToken)
    {
        try
        {
            await store.SaveAsync(key, cancellationToken);
        }
        finally
        {
            // A save that failed may have been committed all the same.
            Interlocked.Increment(ref _generation);
        }
    }

    public void Dispose() => _reads.Dispose();
}
