using CsCheck;
using ToskaMesh.Emulator.Retries;

namespace ToskaMesh.Emulator.Tests.Retries;

public sealed class RetryDelayTests
{
    private static readonly Gen<(ExponentialBackoffRetryPolicy Policy, int Retry, double Jitter)> Exponential =
        Gen.Select(Gen.Int[1, 600], Gen.Int[1, 100], Gen.Int[1, 200], Gen.Double[0, 0.999]).Select(
            (minimum, factor, retry, jitter) => (
                new ExponentialBackoffRetryPolicy(-1, TimeSpan.FromSeconds(minimum), TimeSpan.FromSeconds(minimum * factor)),
                retry,
                jitter));

    [Fact]
    public void Before_FixedDelay_IsTheSameForEachRetry()
    {
        var policy = new FixedDelayRetryPolicy(5, TimeSpan.FromSeconds(7));

        Assert.Equal(TimeSpan.FromSeconds(7), RetryDelay.Before(policy, 1, 0));
        Assert.Equal(TimeSpan.FromSeconds(7), RetryDelay.Before(policy, 5, 0.9));
    }

    [Theory]
    [InlineData(1, 0.5, 2)]
    [InlineData(2, 0.5, 4)]
    [InlineData(3, 0.5, 6)]
    [InlineData(4, 0.5, 10)]
    [InlineData(4, 0.0, 8.4)]
    [InlineData(5, 0.5, 18)]
    [InlineData(6, 0.5, 30)]
    [InlineData(1000, 0.5, 30)]
    public void Before_Exponential_DoublesFromTheMinimumToTheMaximum(int retry, double jitter, double seconds)
    {
        var policy = new ExponentialBackoffRetryPolicy(-1, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30));

        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryDelay.Before(policy, retry, jitter));
    }

    [Fact]
    public void Before_ExponentialWithAnyJitter_StaysBetweenMinimumAndMaximum() => Exponential.Sample(
        (policy, retry, jitter) =>
        {
            var delay = RetryDelay.Before(policy, retry, jitter);
            return delay >= policy.Minimum && delay <= policy.Maximum;
        });

    [Fact]
    public void Before_ExponentialAtTheMaximum_StaysThere() => Gen.Select(Exponential, Gen.Double[0, 0.999]).Sample(
        (first, jitter) =>
        {
            var (policy, retry, firstJitter) = first;
            return RetryDelay.Before(policy, retry, firstJitter) < policy.Maximum
                || RetryDelay.Before(policy, retry + 1, jitter) == policy.Maximum;
        });
}
