using CsCheck;
using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Shared.Tests.Limits;

public sealed class LeakyBucketProperties
{
    private static readonly Gen<RateLimit> Limits = Gen.Select(
        Gen.OneOf(Gen.Int[1, 10], Gen.Int[1, 1_000_000]),
        Gen.Int[100, 3_600_000],
        (permits, milliseconds) => new RateLimit(permits, TimeSpan.FromMilliseconds(milliseconds)));

    // Pauses as parts of the window, requests as parts of the limit, so that both matter.
    private static readonly Gen<(double Pause, double Share)[]> Requests = Gen.Select(Gen.Double[0, 0.5], Gen.Double[0, 1]).Array[1, 60];

    [Fact]
    public void AnyRequests_GrantNoMoreThanTheLimitAndWhatLeaked() => Gen.Select(Limits, Requests).Sample((limit, requests) =>
    {
        var granted = new List<(long At, int Permits)>();
        Run(limit, requests, (now, permits, decision, _) =>
        {
            if (decision.Allowed)
            {
                granted.Add((now, permits));
            }
        });

        for (var first = 0; first < granted.Count; first++)
        {
            var sum = 0L;
            for (var last = first; last < granted.Count; last++)
            {
                sum += granted[last].Permits;
                var leaked = (granted[last].At - granted[first].At) * (limit.Permits / limit.Window.TotalMicroseconds);
                Assert.True(sum <= limit.Permits + leaked + 0.001, $"{sum} in {granted[last].At - granted[first].At} us");
            }
        }
    });

    [Fact]
    public void AnyDenial_IsLiftedExactlyWhenItSays() => Gen.Select(Limits, Requests).Sample((limit, requests) =>
        Run(limit, requests, (now, permits, decision, bucket) =>
        {
            if (decision.Allowed)
            {
                Assert.Equal(TimeSpan.Zero, decision.RetryAfter);
                return;
            }

            var wait = (long)decision.RetryAfter.TotalMicroseconds;
            Assert.True(LeakyBucket.Take(bucket, limit, permits, now + wait, out _).Allowed);
            Assert.True(wait <= 2 || !LeakyBucket.Take(bucket, limit, permits, now + wait - 2, out _).Allowed || IsBelowTolerance(limit));
        }));

    [Fact]
    public void AnyRemaining_CanBeHadAndNoMore() => Gen.Select(Limits, Requests).Sample((limit, requests) =>
        Run(limit, requests, (now, wanted, decision, bucket) =>
        {
            Assert.InRange(decision.Remaining, 0, limit.Permits);
            if (decision.Remaining > 0)
            {
                Assert.True(LeakyBucket.Take(bucket, limit, (int)decision.Remaining, now, out _).Allowed);
            }

            Assert.False(LeakyBucket.Take(bucket, limit, (int)decision.Remaining + 1, now, out _).Allowed);
        }));

    [Fact]
    public void AnyBucket_AfterItsReset_SaysWhatAnAbsentOneDoes() => Gen.Select(Limits, Requests).Sample((limit, requests) =>
        Run(limit, requests, (now, permits, decision, bucket) =>
        {
            var later = now + (long)decision.ResetAfter.TotalMicroseconds;
            Assert.InRange(decision.ResetAfter, TimeSpan.Zero, limit.Window + TimeSpan.FromMicroseconds(1));
            var absent = LeakyBucket.Take(null, limit, permits, later, out _);
            var empty = LeakyBucket.Take(bucket, limit, permits, later, out _);
            Assert.Equal((absent.Allowed, absent.Remaining), (empty.Allowed, empty.Remaining));
            Assert.InRange((absent.ResetAfter - empty.ResetAfter).TotalMicroseconds, -1, 1);
        }));

    [Fact]
    public void Clock_SetBack_HoldsNobodyUpForTheDifference()
    {
        var limit = new RateLimit(10, TimeSpan.FromSeconds(10));
        LeakyBucket.Take(null, limit, 10, 3_600_000_000, out var bucket);
        LeakyBucket.Take(bucket, limit, 10, 0, out bucket);

        Assert.True(LeakyBucket.Take(bucket, limit, 10, 10_000_000, out _).Allowed);
    }

    // A microsecond may be less of a permit than is forgiven.
    private static bool IsBelowTolerance(RateLimit limit) => 2 * limit.Permits / limit.Window.TotalMicroseconds < 1e-5;

    private static void Run(
        RateLimit limit, (double Pause, double Share)[] requests, Action<long, int, LimitDecision, LeakyBucket> check)
    {
        var now = 1_790_000_000_000_000;
        LeakyBucket? bucket = null;
        foreach (var (pause, share) in requests)
        {
            now += (long)(pause * limit.Window.TotalMicroseconds / requests.Length);
            var permits = Math.Clamp((int)(share * limit.Permits), 1, limit.Permits);
            var decision = LeakyBucket.Take(bucket, limit, permits, now, out var after);
            bucket = after;
            check(now, permits, decision, after);
        }
    }
}
