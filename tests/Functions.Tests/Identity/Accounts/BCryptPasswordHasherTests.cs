using System.Diagnostics;
using ToskaMesh.Functions.Identity.Passwords;
using ToskaMesh.Shared.Identity.Passwords;

namespace ToskaMesh.Functions.Tests.Identity.Accounts;

public sealed class BCryptPasswordHasherTests : IDisposable
{
    private readonly BCryptPasswordHasher _hasher = new(4, 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _hasher.Dispose();

    [Fact]
    public async Task Verify_LooksAtAllOfAPassword()
    {
        var text = new string('é', PasswordRules.MaxLength);
        var stored = await _hasher.HashAsync(text, Cancel);

        Assert.True((await _hasher.VerifyAsync(text, stored, Cancel)).Matches);
        Assert.False((await _hasher.VerifyAsync(text[..^1] + "e", stored, Cancel)).Matches);
        Assert.False((await _hasher.VerifyAsync(text[..^1], stored, Cancel)).Matches);
        Assert.False((await _hasher.VerifyAsync(text + "\0", stored, Cancel)).Matches);
    }

    [Fact]
    public async Task Verify_OfNobody_MatchesNothing()
    {
        Assert.False((await _hasher.VerifyAsync("", null, Cancel)).Matches);
        Assert.False((await _hasher.VerifyAsync("x", "$2a$04$something", Cancel)).Matches);
    }

    [Fact]
    public async Task Verify_OfAnotherCost_IsOutdated()
    {
        using var dearer = new BCryptPasswordHasher(5, 1);
        var stored = await _hasher.HashAsync("plum tram 47", Cancel);

        Assert.Equal(new PasswordCheck(true, false), await _hasher.VerifyAsync("plum tram 47", stored, Cancel));
        Assert.Equal(new PasswordCheck(true, true), await dearer.VerifyAsync("plum tram 47", stored, Cancel));
        Assert.Equal(new PasswordCheck(false, false), await dearer.VerifyAsync("plum tram 48", stored, Cancel));
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(4, 5)]
    [InlineData(12, 18)]
    public void Verify_OfALowerCost_IsFilledUpToTheWorkOfNobodys(int stored, int wanted) =>
        Assert.Equal(1L << wanted, (1L << stored) + BCryptPasswordHasher.FillingCosts(stored, wanted).Sum(cost => 1L << cost));

    // Without it the two differ by a factor of 64.
    [Fact]
    public async Task Verify_OfALowerCost_TakesAsLongAsOfNobody()
    {
        using var dearer = new BCryptPasswordHasher(10, 1);
        var stored = await _hasher.HashAsync("plum tram 47", Cancel);
        var (known, nobody) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var i = 0; i < 11; i++)
        {
            known.Add(await TimeAsync(stored));
            nobody.Add(await TimeAsync(null));
        }

        Assert.InRange(known.Min() / nobody.Min(), 1 / 3.0, 3);

        async Task<TimeSpan> TimeAsync(string? hash)
        {
            var start = Stopwatch.GetTimestamp();
            await dearer.VerifyAsync("plum tram 48", hash, Cancel);
            return Stopwatch.GetElapsedTime(start);
        }
    }

    [Fact]
    public async Task Hash_MoreThanMayWait_AreRefused_AndTheOthersAreDone()
    {
        using var slow = new BCryptPasswordHasher(10, 1);

        var all = Enumerable.Range(0, 60).Select(i => slow.HashAsync($"plum tram {i}", Cancel)).ToList();
        var outcomes = await Task.WhenAll(all.Select(hash => Record.ExceptionAsync(() => hash).AsTask()));

        Assert.Contains(outcomes, outcome => outcome is PasswordHashingBusyException);
        Assert.InRange(outcomes.Count(outcome => outcome is null), 33, 59);
    }
}
