using CsCheck;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Health;

namespace ToskaMesh.Shared.Tests.Health;

public sealed class ProbeTransitionsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly HealthCheck Check = new()
    {
        Type = HealthCheckType.Http,
        Endpoint = "/health",
        Interval = TimeSpan.FromSeconds(10),
        HealthyThreshold = 2,
        UnhealthyThreshold = 3,
    };

    private static readonly Gen<HealthStatus> Results = Gen.OneOf(HealthStatus.Healthy, HealthStatus.Degraded, HealthStatus.Unhealthy);

    private static readonly Gen<(HealthCheck Check, HealthStatus[] Results)> Lives = Gen.Select(
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 5], (up, down) => Check with { HealthyThreshold = up, UnhealthyThreshold = down }),
        Results.Array[1, 60]);

    [Theory]
    [InlineData(HealthStatus.Healthy)]
    [InlineData(HealthStatus.Degraded)]
    [InlineData(HealthStatus.Unhealthy)]
    public void Next_FirstResult_CountsAtOnce(HealthStatus result) => Assert.Equal(result, Live(Check, result).Status);

    [Fact]
    public void Next_FailuresInARow_MakeCriticalAtTheThreshold()
    {
        Assert.Equal(HealthStatus.Healthy, Live(Check, HealthStatus.Healthy, HealthStatus.Unhealthy, HealthStatus.Unhealthy).Status);
        Assert.Equal(
            HealthStatus.Unhealthy,
            Live(Check, HealthStatus.Healthy, HealthStatus.Unhealthy, HealthStatus.Unhealthy, HealthStatus.Unhealthy).Status);
        Assert.Equal(
            HealthStatus.Healthy,
            Live(Check, HealthStatus.Healthy, HealthStatus.Unhealthy, HealthStatus.Unhealthy, HealthStatus.Healthy, HealthStatus.Unhealthy).Status);
    }

    [Fact]
    public void Next_WarningsAndFailuresInARow_MakeAWarning() =>
        Assert.Equal(
            HealthStatus.Degraded,
            Live(Check, HealthStatus.Healthy, HealthStatus.Unhealthy, HealthStatus.Degraded, HealthStatus.Unhealthy).Status);

    [Fact]
    public void Next_SuccessesInARow_RecoverAtTheThreshold()
    {
        Assert.Equal(HealthStatus.Unhealthy, Live(Check, HealthStatus.Unhealthy, HealthStatus.Healthy).Status);
        Assert.Equal(HealthStatus.Healthy, Live(Check, HealthStatus.Unhealthy, HealthStatus.Healthy, HealthStatus.Healthy).Status);
        Assert.Equal(HealthStatus.Degraded, Live(Check, HealthStatus.Unhealthy, HealthStatus.Healthy, HealthStatus.Degraded).Status);
    }

    [Fact]
    public void Next_InstanceThatFallsAgainAndAgain_HasToPassForLongerEachTime()
    {
        var (state, now) = (ProbeState.Unprobed, Start);
        var needed = new List<int>();
        for (var fall = 0; fall < 6; fall++)
        {
            (state, now, _) = Until(state, now, HealthStatus.Unhealthy);
            (state, now, var count) = Until(state, now, HealthStatus.Healthy);
            needed.Add(count);
        }

        Assert.Equal([2, 4, 8, 16, 16, 16], needed);
    }

    [Fact]
    public void Next_BetterByResultsOfTwoKinds_IsHealthyAfterNoMoreSuccessesThanByOne()
    {
        var check = Check with { HealthyThreshold = 3, UnhealthyThreshold = 1 };
        HealthStatus[] better = [HealthStatus.Unhealthy, HealthStatus.Degraded, HealthStatus.Degraded, HealthStatus.Healthy];

        Assert.Equal(HealthStatus.Degraded, Live(check, better).Status);
        Assert.Equal(HealthStatus.Healthy, Live(check, [.. better, HealthStatus.Healthy, HealthStatus.Healthy]).Status);
    }

    [Fact]
    public void Next_AfterCalm_FormerFallsAreForgotten()
    {
        var (state, now, _) = Until(ProbeState.Unprobed, Start, HealthStatus.Unhealthy);
        (state, now, _) = Until(state, now, HealthStatus.Healthy);
        (state, now, _) = Until(state, now + ProbeTransitions.Calm(Check), HealthStatus.Unhealthy);

        Assert.Equal(2, Until(state, now, HealthStatus.Healthy).Count);
    }

    [Fact]
    public void Next_WhileNothingChanges_IsTheSameStateForAMinute()
    {
        foreach (var result in new[] { HealthStatus.Healthy, HealthStatus.Unhealthy })
        {
            var steady = Live(Check, [.. Enumerable.Repeat(result, 30)]);
            var noted = steady.LastProbe!.Value;
            Assert.Same(steady, ProbeTransitions.Next(steady, ProbeResults.Of(result), Check, noted + TimeSpan.FromSeconds(59)));
            Assert.Equal(noted + TimeSpan.FromMinutes(1), ProbeTransitions.Next(steady, ProbeResults.Of(result), Check, noted + TimeSpan.FromMinutes(1)).LastProbe);
        }
    }

    [Fact]
    public void SparedUntil_Doubles_AndIsNeverLaterThanTheNextRegularProbe()
    {
        var pauses = new List<double>();
        var (state, now) = (ProbeState.Unprobed, Start);
        for (var failure = 0; failure < 7; failure++)
        {
            state = ProbeTransitions.Next(state, ProbeResults.Of(HealthStatus.Unhealthy), Check, now);
            pauses.Add((ProbeTransitions.SparedUntil(state, Check)!.Value - now).TotalSeconds);
            now += Check.Interval;
        }

        Assert.Equal([1, 2, 4, 8, 10, 10, 10], pauses);
        Assert.Null(ProbeTransitions.SparedUntil(Live(Check, HealthStatus.Healthy), Check));
    }

    [Fact]
    public void AnyResults_StatusIsAlwaysOneThatSoManyInARowSaid() =>
        Lives.Sample(life =>
        {
            var state = Live(life.Check, life.Results);
            Assert.Contains(state.Status, life.Results.Append(HealthStatus.Degraded));
            Assert.NotNull(state.Output);
            Assert.All(
                [state.Failures, state.Doubts, state.Successes, state.Recoveries],
                count => Assert.InRange(count, 0, 8 * life.Check.HealthyThreshold + life.Check.UnhealthyThreshold + 8));
        });

    [Fact]
    public void AnyResults_EnoughOfOneKind_AlwaysDecide() =>
        Gen.Select(Lives, Results).Sample((life, last) =>
        {
            var most = ProbeTransitions.MostDamping * Math.Max(life.Check.HealthyThreshold, life.Check.UnhealthyThreshold);
            Assert.Equal(last, Live(life.Check, [.. life.Results, .. Enumerable.Repeat(last, most)]).Status);
        });

    [Fact]
    public void AnyResults_CriticalOnlyAfterAsManyFailuresInARowAsAskedFor() =>
        Lives.Sample(life =>
        {
            var (state, now, failures) = (ProbeState.Unprobed, Start, 0);
            foreach (var result in life.Results)
            {
                failures = result is HealthStatus.Unhealthy ? failures + 1 : 0;
                now += life.Check.Interval;
                var next = ProbeTransitions.Next(state, ProbeResults.Of(result), life.Check, now);
                var falls = next.Status is HealthStatus.Unhealthy && state.Status is not HealthStatus.Unhealthy;
                Assert.True(!falls || state.Status is HealthStatus.Unknown || failures >= life.Check.UnhealthyThreshold);
                state = next;
            }
        });

    private static ProbeState Live(HealthCheck check, params HealthStatus[] results) =>
        results.Aggregate(
            (State: ProbeState.Unprobed, Now: Start),
            (life, result) => (ProbeTransitions.Next(life.State, ProbeResults.Of(result), check, life.Now), life.Now + check.Interval)).State;

    private static (ProbeState State, DateTimeOffset Now, int Count) Until(ProbeState state, DateTimeOffset now, HealthStatus result)
    {
        var count = 0;
        while (state.Status != result)
        {
            now += TimeSpan.FromSeconds(1);
            state = ProbeTransitions.Next(state, ProbeResults.Of(result), Check, now);
            count++;
        }

        return (state, now, count);
    }
}
