using System.Globalization;
using ToskaMesh.Gateway.Access;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Gateway.Tests.Access;

public sealed class TokenCacheTests
{
    private static readonly CachedToken Token = new(MeshCaller.Of(TestSigningKey.User()), "s1", DateTimeOffset.MaxValue);

    [Fact]
    public void ManyTokens_AreNeverMoreThanItMayHold_AndTheNewestStay()
    {
        var cache = new TokenCache(100);
        for (var i = 0; i < 1_000; i++)
        {
            cache.Add(Digest(i), Token);
            Assert.True(cache.TryGet(Digest(i), out _));
            Assert.InRange(cache.Count, 1, 100);
        }

        Assert.False(cache.TryGet(Digest(1), out _));
    }

    [Fact]
    public void TokenInUse_Stays_WhileOthersComeAndGo()
    {
        var cache = new TokenCache(100);
        cache.Add(Digest(0), Token);
        for (var i = 1; i < 1_000; i++)
        {
            cache.Add(Digest(i), Token);
            if (i % 20 == 0)
            {
                Assert.True(cache.TryGet(Digest(0), out _));
            }
        }
    }

    [Fact]
    public void TokenRemoved_IsGone_AlsoFromTheOlderGeneration()
    {
        var cache = new TokenCache(4);
        cache.Add(Digest(0), Token);
        cache.Add(Digest(1), Token);
        Assert.True(cache.TryGet(Digest(0), out _));

        cache.Remove(Digest(0));

        Assert.False(cache.TryGet(Digest(0), out _));
        Assert.True(cache.TryGet(Digest(1), out _));
    }

    [Fact]
    public async Task ManyThreads_NeverPassTheLimit()
    {
        var cache = new TokenCache(64);
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), TestContext.Current.CancellationToken, (thread, _) =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                cache.Add(Digest((i * 8) + thread), Token);
                cache.TryGet(Digest(i), out var _);
                Assert.InRange(cache.Count, 0, 64);
            }

            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public void Digest_OfDifferentTokens_Differs_AndOfNoAsciiThereIsNone()
    {
        Assert.NotEqual(Digest(1), Digest(2));
        Assert.Equal(Digest(1), Digest(1));
        Assert.True(TokenDigest.TryOf(new string('a', 8_000), out var longer));
        Assert.True(TokenDigest.TryOf(new string('a', 8_001), out var other));
        Assert.NotEqual(longer, other);
        Assert.False(TokenDigest.TryOf("é", out _));
    }

    private static TokenDigest Digest(int number)
    {
        Assert.True(TokenDigest.TryOf(number.ToString(CultureInfo.InvariantCulture), out var digest));
        return digest;
    }
}
