using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace ToskaMesh.Gateway.Access;

/// <summary>
/// Verified tokens, at most as many as it may hold. There are two generations: when the young one is half of the whole,
/// it becomes the old one, and the old one is forgotten. What is used is carried over, so that tokens that nobody
/// presents any more make room without anything having to look for them.
/// </summary>
internal sealed class TokenCache(int capacity)
{
    private readonly Lock _turning = new();
    private readonly int _half = Math.Max(1, capacity / 2);
    private volatile Generation _young = new();
    private volatile Generation _old = new();

    public int Count => _young.Tokens.Count + _old.Tokens.Count;

    public bool TryGet(TokenDigest digest, [NotNullWhen(true)] out CachedToken? token)
    {
        if (_young.Tokens.TryGetValue(digest, out token))
        {
            return true;
        }

        if (!_old.Tokens.TryGetValue(digest, out token))
        {
            return false;
        }

        Add(digest, token);
        return true;
    }

    public void Add(TokenDigest digest, CachedToken token)
    {
        var young = _young;
        if (!young.Tokens.ContainsKey(digest) && young.TryReserve(_half) && !young.Tokens.TryAdd(digest, token))
        {
            young.Release();
        }

        if (young.IsFull(_half))
        {
            Turn(young);
        }
    }

    public void Remove(TokenDigest digest)
    {
        _old.Tokens.TryRemove(digest, out _);
        var young = _young;
        if (young.Tokens.TryRemove(digest, out _))
        {
            young.Release();
        }
    }

    private void Turn(Generation full)
    {
        lock (_turning)
        {
            if (ReferenceEquals(full, _young))
            {
                _old = full;
                _young = new Generation();
            }
        }
    }

    private sealed class Generation
    {
        private int _count;

        public ConcurrentDictionary<TokenDigest, CachedToken> Tokens { get; } = new();

        public bool IsFull(int limit) => Volatile.Read(ref _count) >= limit;

        // Before it is added, so that many at once cannot pass the limit together.
        public bool TryReserve(int limit)
        {
            if (Interlocked.Increment(ref _count) <= limit)
            {
                return true;
            }

            Release();
            return false;
        }

        public void Release() => Interlocked.Decrement(ref _count);
    }
}
