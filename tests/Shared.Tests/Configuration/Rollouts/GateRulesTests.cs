using CsCheck;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Tests.Configuration.Rollouts;

public sealed class GateRulesTests
{
    private static readonly RolloutGate Gate = new() { MaxUnhealthyPercent = 50, MaxErrorRate = 0.1, MinSamples = 10 };

    private static readonly CanaryInstance Well = new(InstanceId.Parse("a"))
    {
        Status = HealthStatus.Healthy,
        Applied = true,
        Figures = new RequestFigures(10, 0, 1),
    };

    private static readonly CanaryInstance Ill = Well with { Id = InstanceId.Parse("b"), Status = HealthStatus.Unhealthy };

    [Fact]
    public void Decide_AllKnownAndWell_Passes() => Assert.Equal(GateVerdict.Pass, Decide(Well, Well with { Status = HealthStatus.Degraded }));

    [Fact]
    public void Decide_AsManyIllAsMayBe_Passes() => Assert.Equal(GateVerdict.Pass, Decide(Well, Ill));

    [Fact]
    public void Decide_MoreIllThanMayBe_Fails() => Assert.Equal(GateVerdict.Fail, Decide(Well, Ill, Ill));

    [Fact]
    public void Decide_OneThatLeftRestartedOrRefused_Fails()
    {
        Assert.Equal(GateVerdict.Fail, Decide(Well, Well with { Status = null }));
        Assert.Equal(GateVerdict.Fail, Decide(Well, Well with { HasRestarted = true }));
        Assert.Equal(GateVerdict.Fail, Decide(Well, Well with { Applied = false }));
        Assert.Equal(GateVerdict.Fail, Decide(Well, Ill with { HasExpired = true }));
    }

    [Fact]
    public void Decide_OneThatIsAwaited_IsNoFailure_AndTellsNothing()
    {
        var awaited = Well with { Status = HealthStatus.Unknown, IsAwaited = true };
        var decisions = new[] { GateRules.Decide(Gate, [awaited], Of([awaited])), GateRules.DecideRoute(Gate, [awaited], Of([awaited])) };

        Assert.All(decisions, decision =>
        {
            Assert.Equal(GateVerdict.Inconclusive, decision.Verdict);
            Assert.Equal("a is waited for: its lease ran out a moment ago, or while the control plane was away", Assert.Single(decision.Reasons));
        });
        Assert.Equal(GateVerdict.Inconclusive, Decide(Well, Ill with { IsAwaited = true }));
        Assert.Equal(GateVerdict.Fail, Decide(Ill with { IsAwaited = true }));
    }

    [Theory]
    [InlineData(9, 9, GateVerdict.Inconclusive)]
    [InlineData(10, 1, GateVerdict.Pass)]
    [InlineData(10, 2, GateVerdict.Fail)]
    public void Decide_ByErrors_NeedsEnoughRequests(long requests, long errors, GateVerdict expected) =>
        Assert.Equal(expected, Decide(Well with { Figures = new RequestFigures(requests, errors, 0) }));

    [Theory]
    [InlineData(100, 30, GateVerdict.Pass)]
    [InlineData(100, 10, GateVerdict.Fail)]
    [InlineData(9, 0, GateVerdict.Inconclusive)]
    [InlineData(0, 0, GateVerdict.Inconclusive)]
    public void Decide_ComparedWithStable_AllowsWhatStableHas_AndKnowsNothingWithoutIt(long requests, long errors, GateVerdict expected)
    {
        var decision = Compare(new GateWindow("orders", new RequestFigures(10, 3, 0), new RequestFigures(requests, errors, 0)));

        Assert.Equal(expected, decision.Verdict);
        Assert.True(expected is not GateVerdict.Inconclusive || decision.Reasons.Single().Contains("compare orders with", StringComparison.Ordinal));
    }

    [Fact]
    public void Decide_ComparedWithStable_WeighsServices()
    {
        // Of 100 and 10 requests the version before would have failed 10 and 5.
        var (busy, noisy) = (new RequestFigures(1000, 100, 0), new RequestFigures(1000, 500, 0));
        Assert.Equal(GateVerdict.Pass, Compare(new("busy", new RequestFigures(100, 20, 0), busy), new("noisy", new RequestFigures(10, 6, 0), noisy)).Verdict);
        Assert.Equal(GateVerdict.Fail, Compare(new("busy", new RequestFigures(100, 20, 0), busy), new("noisy", new RequestFigures(10, 7, 0), noisy)).Verdict);

        // One that says nothing by itself is left out; one that would is asked for.
        Assert.Equal(GateVerdict.Pass, Compare(new("busy", new RequestFigures(100, 10, 0), busy), new("new", new RequestFigures(9, 9, 0), RequestFigures.None)).Verdict);
        Assert.Equal(GateVerdict.Inconclusive, Compare(new("busy", new RequestFigures(100, 10, 0), busy), new("new", new RequestFigures(10, 0, 0), RequestFigures.None)).Verdict);
        Assert.Equal(GateVerdict.Inconclusive, Compare(new("busy", new RequestFigures(9, 0, 0), busy), new("new", new RequestFigures(9, 0, 0), RequestFigures.None)).Verdict);
    }

    [Theory]
    [InlineData(1, 10, 10, 99, 10)]
    [InlineData(1, 9, 9, 99, 18)]
    [InlineData(1, 0, 9, 99, 99)]
    [InlineData(1, 0, 9, -1, 9)]
    public void ToCompareWith_TakesTheNextWhereOneSaysTooLittle(long failures, long since, long before, long remembered, long expected)
    {
        var seen = new StableFigures(new RequestFigures(before, failures, 0), new RequestFigures(since, 0, 0), RequestFigures.None);

        Assert.Equal(expected, GateRules.ToCompareWith(Gate, seen, remembered < 0 ? null : new RequestFigures(remembered, 0, 0)).Requests);
    }

    [Theory]
    [InlineData(9, 9, 0, 0, GateVerdict.Pass)]
    [InlineData(10, 1, 0, 0, GateVerdict.Pass)]
    [InlineData(10, 10, 0, 0, GateVerdict.Fail)]
    [InlineData(10, 10, 10, 10, GateVerdict.Fail)]
    public void Decide_WhereAllFailsAfterALongTimeWell_JudgesTheLastMinutesByThemselves(
        long requests, long errors, long stableRequests, long stableErrors, GateVerdict expected)
    {
        var recent = new GateWindow("", new RequestFigures(requests, errors, 0), new RequestFigures(stableRequests, stableErrors, 0));
        var figures = new GateFigures([new GateWindow("", new RequestFigures(100_000, errors, 0), new RequestFigures(100_000, 0, 0))], [recent]);

        Assert.Equal(expected, GateRules.Decide(Gate, [Well], figures).Verdict);
        Assert.Equal(expected, GateRules.DecideRoute(Gate, [Well], figures).Verdict);
    }

    [Theory]
    [InlineData(10, 10, GateVerdict.Pass)]
    [InlineData(10, 0, GateVerdict.Fail)]
    public void Decide_ComparedWithStable_TakesTheSameLastMinutesOfIt(long requests, long errors, GateVerdict expected)
    {
        var recent = new GateWindow("", new RequestFigures(10, 10, 0), new RequestFigures(requests, errors, 0));
        var whole = new GateWindow("", new RequestFigures(100_000, 10, 0), new RequestFigures(100_000, 0, 0));

        Assert.Equal(expected, GateRules.DecideRoute(Gate with { CompareWithStable = true }, [Well], new GateFigures([whole], [recent])).Verdict);
    }

    [Fact]
    public void Decide_WhatIsNotKnown_HoldsAndSaysSo()
    {
        Assert.Equal(GateVerdict.Inconclusive, Decide());
        Assert.Equal(GateVerdict.Inconclusive, Decide(Well with { Applied = null }));
        Assert.Equal(GateVerdict.Inconclusive, Decide(Well with { Status = HealthStatus.Unknown }));
        Assert.Equal("0 requests are fewer than the 10 that say something", Assert.Single(GateRules.Decide(Gate, [Well], GateFigures.None).Reasons));
        Assert.Equal("0 requests are fewer than the 1 that say something", Assert.Single(GateRules.Decide(Gate with { MinSamples = 0 }, [Well], GateFigures.None).Reasons));
        Assert.Equal(GateVerdict.Pass, GateRules.Decide(new RolloutGate(), [Well], GateFigures.None).Verdict);
    }

    [Fact]
    public void Decide_OneThatWasNotHeardOfSinceAnAbsence_HoldsAndSaysSo_OfARouteToo()
    {
        var unheard = Well with { IsUnheard = true };
        var decisions = new[] { GateRules.Decide(new RolloutGate(), [unheard], GateFigures.None), GateRules.DecideRoute(new RolloutGate(), [unheard], GateFigures.None) };

        Assert.All(decisions, decision => Assert.Equal("a has not been heard of since the control plane is back", Assert.Single(decision.Reasons)));
        Assert.Equal(GateVerdict.Fail, Decide(Ill with { IsUnheard = true }));
    }

    [Fact]
    public void DecideRoute_WhereTheHealthOfABackendIsNotKnown_HoldsAndSaysSo()
    {
        var decision = GateRules.DecideRoute(new RolloutGate(), [Well, Well with { Status = HealthStatus.Unknown }], GateFigures.None);

        Assert.Equal(GateVerdict.Inconclusive, decision.Verdict);
        Assert.Equal("the health of a is not known", Assert.Single(decision.Reasons));
    }

    [Fact]
    public void Decide_AnyFleet_PassesOnlyWhereNothingIsAmiss() =>
        Gen.Select(Gen.OneOf<HealthStatus?>(null, HealthStatus.Unknown, HealthStatus.Healthy, HealthStatus.Unhealthy), Gen.Bool, Gen.Int[0, 2], Gen.Long[0, 20], Gen.Long[0, 20])
            .Array[0, 5].Sample(fleet =>
            {
                CanaryInstance[] canaries = [.. fleet.Select((one, number) => new CanaryInstance(InstanceId.Parse($"i-{number}"))
                {
                    Status = one.Item1, HasRestarted = one.Item2, Applied = one.Item3 == 0 ? null : one.Item3 == 1, Figures = new RequestFigures(one.Item4 + one.Item5, one.Item5, 0),
                })];
                var decision = GateRules.Decide(Gate, canaries, Of(canaries));
                var known = canaries.Length > 0 && canaries.All(canary => canary is { Applied: true, HasRestarted: false, Status: HealthStatus.Healthy or HealthStatus.Unhealthy });
                return (decision.Verdict is not GateVerdict.Pass || known) && decision.Verdict is GateVerdict.Pass == (decision.Reasons.Count == 0);
            });

    private static GateVerdict Decide(params CanaryInstance[] canaries) => GateRules.Decide(Gate, canaries, Of(canaries)).Verdict;

    private static GateFigures Of(IEnumerable<CanaryInstance> canaries) =>
        new([new GateWindow("orders", canaries.Aggregate(RequestFigures.None, (sum, canary) => sum + canary.Figures), RequestFigures.None)], []);

    private static GateDecision Compare(params GateWindow[] windows) =>
        GateRules.Decide(Gate with { CompareWithStable = true }, [Well], new GateFigures(windows, windows));
}
