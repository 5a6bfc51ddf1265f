using System.Collections.Concurrent;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Testing.Identity;

public sealed class InMemoryApiKeyStore(TimeProvider time) : IApiKeyStore
{
    private readonly ConcurrentDictionary<string, StoredApiKey> _keys = new(StringComparer.Ordinal);

    /// <summary>True is a store that cannot be reached: every operation throws.</summary>
    public bool IsUnreachable { get; set; }

    public Task<StoredApiKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        Reach(cancellationToken);
        return Task.FromResult(_keys.GetValueOrDefault(id));
    }

    public Task<IReadOnlyList<StoredApiKey>> ListAsync(CancellationToken cancellationToken)
    {
        Reach(cancellationToken);
        IReadOnlyList<StoredApiKey> keys =
        [
            .. _keys.Values.Where(key => !(key.ExpiresAt <= time.GetUtcNow())).OrderBy(key => key.Id, StringComparer.Ordinal).Take(StoredApiKey.MaxCount),
        ];
        return Task.FromResult(keys);
    }

    public Task SaveAsync(StoredApiKey key, CancellationToken cancellationToken)
    {
        Reach(cancellationToken);
        if (_keys.Values.Count(other => other.Id != key.Id && !(other.ExpiresAt <= time.GetUtcNow())) >= StoredApiKey.MaxCount)
        {
            throw new TooManyApiKeysException();
        }

        _keys[key.Id] = key;
        return Task.CompletedTask;
    }

    private void Reach(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsUnreachable)
        {
            throw new StoreUnavailableException();
        }
    }
}
