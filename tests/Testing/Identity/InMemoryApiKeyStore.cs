using System.Collections.Concurrent;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Testing.Identity;

public sealed class InMemoryApiKeyStore(TimeProvider time) : IApiKeyStore
{
    private readonly ConcurrentDictionary<string, StoredApiKey> _keys = new(StringComparer.Ordinal);

    /// <summary>True is a store that cannot be reached: every operation throws.</summary>
    public bool IsUnreachable { get; set; }

    /// <summary>What was recorded of the changes.</summary>
    public ConcurrentQueue<SecurityEvent> Happened { get; } = new();

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

    public Task<Page<StoredApiKey>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        Reach(cancellationToken);
        var rest = _keys.Values.Where(key => page.After is null || string.CompareOrdinal(key.Id, page.After) > 0)
            .OrderBy(key => key.Id, StringComparer.Ordinal).ToList();
        var shown = rest.Take(page.Limit).ToList();
        return Task.FromResult(new Page<StoredApiKey>(shown, rest.Count > page.Limit ? shown[^1].Id : null));
    }

    public async Task AddAsync(StoredApiKey key, SecurityEvent happened, CancellationToken cancellationToken)
    {
        await SaveAsync(key, cancellationToken);
        Happened.Enqueue(happened);
    }

    public Task<StoredApiKey?> RotateAsync(
        string id, string hash, TimeSpan overlap, SecurityEvent happened, CancellationToken cancellationToken)
    {
        Reach(cancellationToken);
        if (!_keys.TryGetValue(id, out var key) || key.IsExpired(time.GetUtcNow()) || key.Origin is not ApiKeyOrigin.Made)
        {
            return Task.FromResult<StoredApiKey?>(null);
        }

        Happened.Enqueue(happened);
        return Task.FromResult<StoredApiKey?>(_keys[id] = ApiKeyRules.Rotate(key, hash, overlap, time.GetUtcNow()));
    }

    public Task<ApiKeyDeletion> DeleteAsync(string id, SecurityEvent happened, CancellationToken cancellationToken) =>
        DeleteAsync(id, (_, _) => true, happened, cancellationToken);

    public Task<ApiKeyDeletion> DeleteAbandonedAsync(string id, bool hasBootstrap, SecurityEvent happened, CancellationToken cancellationToken) =>
        DeleteAsync(id, (key, now) => ApiKeyRules.IsAbandoned(key, isOwn: false, hasBootstrap, now), happened, cancellationToken);

    private Task<ApiKeyDeletion> DeleteAsync(
        string id, Func<StoredApiKey, DateTimeOffset, bool> may, SecurityEvent happened, CancellationToken cancellationToken)
    {
        Reach(cancellationToken);
        var now = time.GetUtcNow();
        lock (_keys)
        {
            if (!_keys.TryGetValue(id, out var key) || (key.Origin is not ApiKeyOrigin.Made && key.IsExpired(now)))
            {
                return Task.FromResult(ApiKeyDeletion.Unknown);
            }

            if (!may(key, now))
            {
                return Task.FromResult(ApiKeyDeletion.Confirmed);
            }

            if (key.Role is Role.Admin && !key.IsExpired(now)
                && !_keys.Values.Any(other => other.Id != id && other.Role is Role.Admin && other.ExpiresAt is null))
            {
                return Task.FromResult(ApiKeyDeletion.LastAdmin);
            }

            if (key.Origin is ApiKeyOrigin.Made)
            {
                _keys.TryRemove(id, out _);
            }
            else
            {
                _keys[id] = key with { ExpiresAt = now, PreviousHash = null, PreviousUntil = null };
            }
        }

        Happened.Enqueue(happened);
        return Task.FromResult(ApiKeyDeletion.Done);
    }

    public Task ConfirmAsync(string id, string hash, CancellationToken cancellationToken)
    {
        Reach(cancellationToken);
        var now = time.GetUtcNow();
        if (_keys.TryGetValue(id, out var key) && key.Hash == hash && !key.IsExpired(now))
        {
            _keys[id] = key with { ConfirmedAt = now };
        }

        return Task.CompletedTask;
    }

    public Task NoteUseAsync(string id, CancellationToken cancellationToken)
    {
        Reach(cancellationToken);
        var now = time.GetUtcNow();
        if (_keys.TryGetValue(id, out var key) && !(now - key.LastUsedAt < ApiKeyRules.UseGrain))
        {
            _keys[id] = key with { LastUsedAt = now };
        }

        return Task.CompletedTask;
    }

    public Task PurgeAsync(CancellationToken cancellationToken)
    {
        Reach(cancellationToken);
        var before = time.GetUtcNow() - ApiKeyRules.Retention;
        foreach (var key in _keys.Values.Where(key => key.Origin is ApiKeyOrigin.Made && key.ExpiresAt <= before))
        {
            _keys.TryRemove(key.Id, out _);
        }

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
