using Microsoft.Extensions.Caching.Memory;
using ZiggyCreatures.Caching.Fusion;

namespace ToskaMesh.Functions.Store;

/// <summary>
/// Reads of the store, kept for a second at most, and asked of the store once for all that ask meanwhile. A bounded
/// number is kept; beyond it the store is asked each time. A read that failed is not kept.
/// </summary>
internal sealed class BriefReads : IDisposable
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private const int MaxReads = 10_000;

    private readonly TimeProvider _time;
    private readonly FusionCacheEntryOptions _options;
    private readonly MemoryCache _memory = new(new MemoryCacheOptions { SizeLimit = MaxReads });
    private readonly FusionCache _cache;

    /// <param name="remembered">How long the cache remembers by its own clock; what is older than <see cref="Longest"/> by the mesh's is not used.</param>
    public BriefReads(TimeProvider time, TimeSpan? remembered = null)
    {
        _time = time;
        _options = new FusionCacheEntryOptions { Duration = remembered ?? Longest, Size = 1, IsFailSafeEnabled = false };
        _cache = new FusionCache(
            Microsoft.Extensions.Options.Options.Create(new FusionCacheOptions { CacheName = "reads", DisableTagging = true }), _memory);
    }

    /// <param name="changesAt">When time alone makes the answer another one, given the answer and the moment before it was read; null when it does not.</param>
    public async ValueTask<T> GetAsync<T>(
        string key, Func<CancellationToken, Task<T>> read, Func<T, DateTimeOffset, DateTimeOffset?> changesAt, CancellationToken cancellationToken)
    {
        while (true)
        {
            var isNew = false;
            var kept = await _cache.GetOrSetAsync<KeptRead<T>>(
                key,
                async (_, token) =>
                {
                    isNew = true;
                    var start = _time.GetUtcNow();
                    var answer = await read(token);
                    return new KeptRead<T>(answer, Earlier(start + Longest, changesAt(answer, start)));
                },
                _options,
                token: cancellationToken);
            if (isNew || _time.GetUtcNow() < kept.Until)
            {
                return kept.Answer;
            }

            await _cache.RemoveAsync(key, _options, cancellationToken);
        }
    }

    public void Dispose()
    {
        _cache.Dispose();
        _memory.Dispose();
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset? other) => other < one ? other.Value : one;
}
