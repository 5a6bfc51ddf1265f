using CsCheck;
using ToskaMesh.Shared.Identity.Sessions;

namespace ToskaMesh.Shared.Tests.Identity.Accounts;

/// <summary>Any order of uses of a session's tokens, at any times, against the rules that matter.</summary>
public sealed class RefreshProperties
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly SessionLimits Limits = new();

    [Fact]
    public void AnyUses_KeepOneFamily_AndSpentTokensEndIt() =>
        Gen.Select(Gen.Double[0, 1], Gen.Int[0, 40], (which, seconds) => (which, seconds)).Array[1, 60].Sample(uses =>
        {
            var tokens = new List<(DateTimeOffset Expires, DateTimeOffset? Spent)> { (Start + Limits.Idle, null) };
            var (now, ended) = (Start, false);
            foreach (var (which, seconds) in uses)
            {
                now += TimeSpan.FromSeconds(seconds);
                var index = (int)(which * (tokens.Count - 1) + 0.5);
                var token = tokens[index];
                var decision = RefreshRules.Decide(new RefreshFacts(token.Spent, token.Expires, ended, true, true), now);
                switch (decision)
                {
                    case RefreshDecision.Rotate:
                        // Only the newest can be: a token has one successor.
                        Assert.Equal(tokens.Count - 1, index);
                        tokens[index] = token with { Spent = now };
                        tokens.Add((RefreshRules.ExpiryOf(Start, Limits, now), null));
                        break;
                    case RefreshDecision.Repeat:
                        Assert.True(token.Spent is { } spent && now - spent < SessionLimits.Leeway);
                        break;
                    case RefreshDecision.EndSession:
                        Assert.True(token.Spent is { } last && now - last >= SessionLimits.Leeway);
                        ended = true;
                        break;
                    default:
                        Assert.True(ended || now >= token.Expires);
                        break;
                }

                Assert.Equal(1, tokens.Count(one => one.Spent is null));
            }
        });

    [Theory]
    [InlineData(false, true, true, 1)]
    [InlineData(true, true, true, 0)]
    [InlineData(false, false, true, 0)]
    [InlineData(false, true, false, 0)]
    public void Facts_OfWhichOneForbids_Refuse(bool ended, bool isClients, bool isActive, int expected)
    {
        var facts = new RefreshFacts(null, Start + Limits.Idle, ended, isClients, isActive);

        Assert.Equal((RefreshDecision)expected, RefreshRules.Decide(facts, Start));

        // Nor do they end a session when the token was spent long ago.
        var spent = RefreshRules.Decide(facts with { SpentAt = Start }, Start + SessionLimits.Leeway);
        Assert.Equal(expected == 1 ? RefreshDecision.EndSession : RefreshDecision.Refuse, spent);
    }

    [Fact]
    public void Expiry_IsIdle_ButNeverBeyondTheSessions() =>
        Gen.Int[0, 100].Sample(day =>
        {
            var now = Start + TimeSpan.FromDays(day);
            var expiry = RefreshRules.ExpiryOf(Start, Limits, now);
            return expiry <= Start + Limits.Absolute && expiry <= now + Limits.Idle
                && (expiry == Start + Limits.Absolute || expiry == now + Limits.Idle);
        });

    [Fact]
    public void Successor_DependsOnTokenAndKey_AndIsATokenLikeOthers()
    {
        var (token, key) = (RefreshToken.Generate(), new byte[32]);
        byte[] otherKey = [.. Enumerable.Repeat((byte)1, 32)];

        Assert.Equal(token.Successor(key), token.Successor(key));
        Assert.NotEqual(token.Successor(key), token.Successor(otherKey));
        Assert.NotEqual(token.Successor(key), RefreshToken.Generate().Successor(key));
        Assert.True(RefreshToken.TryParse(token.Successor(key).Text, out _));
        Assert.DoesNotContain(token.Text, $"{token}", StringComparison.Ordinal);
    }
}
