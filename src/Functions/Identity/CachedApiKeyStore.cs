using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Registry;

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

    public Task<Page<StoredApiKey>> ListAsync(PageRequest page, CancellationToken cancellationToken) => store.ListAsync(page, cancellationToken);

    public Task SaveAsync(StoredApiKey key, CancellationToken cancellationToken) =>
        ChangeAsync(async () =>
        {
            await store.SaveAsync(key, cancellationToken);
            return true;
        });

    // An id that is unknown is not kept, so nothing that is kept changes.
    public Task AddAsync(StoredApiKey key, SecurityEvent happened, CancellationToken cancellationToken) => store.AddAsync(key, happened, cancellationToken);

    public Task<StoredApiKey?> RotateAsync(
        string id, string hash, TimeSpan overlap, SecurityEvent happened, CancellationToken cancellationToken) =>
        ChangeAsync(() => store.RotateAsync(id, hash, overlap, happened, cancellationToken));

    public Task<ApiKeyDeletion> DeleteAsync(string id, SecurityEvent happened, CancellationToken cancellationToken) =>
        ChangeAsync(() => store.DeleteAsync(id, happened, cancellationToken));

    public Task<ApiKeyDeletion> DeleteAbandonedAsync(string id, bool hasBootstrap, SecurityEvent happened, CancellationToken cancellationToken) =>
        ChangeAsync(() => store.DeleteAbandonedAsync(id, hasBootstrap, happened, cancellationToken));

    // Nothing is decided by either, so what is kept may be a moment old.
    public Task ConfirmAsync(string id, string hash, CancellationToken cancellationToken) => store.ConfirmAsync(id, hash, cancellationToken);

    public Task NoteUseAsync(string id, CancellationToken cancellationToken) => store.NoteUseAsync(id, cancellationToken);

    public Task PurgeAsync(CancellationToken cancellationToken) => store.PurgeAsync(cancellationToken);

    public void Dispose() => _reads.Dispose();

    private async Task<T> ChangeAsync<T>(Func<Task<T>> change)
    {
        try
        {
            return await change();
        }
        finally
        {
            // A change that failed may have been committed all the same.
            Interlocked.Increment(ref _generation);
        }
    }
}
