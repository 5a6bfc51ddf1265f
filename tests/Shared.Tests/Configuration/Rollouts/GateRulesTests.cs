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

    [Theory]
    [InlineData(9, 9, GateVerdict.Inconclusive)]
    [InlineData(10, 1, GateVerdict.Pass)]
    [InlineData(10, 2, GateVerdict.Fail)]
    public void Decide_ByErrors_NeedsEnoughRequests(long requests, long errors, GateVerdict expected) =>
        Assert.Equal(expected, Decide(Well with { Figures = new RequestFigures(requests, errors, 0) }));

    [Theory]
    [InlineData(100, 30, GateVerdict.Pass)]
    [InlineData(100, 10, GateVerdict.Fail)]
    [InlineData(5, 5, GateVerdict.Fail)]
    public void Decide_ComparedWithStable_AllowsWhatStableHas(long requests, long errors, GateVerdict expected) =>
        Assert.Equal(
            expected,
            GateRules.Decide(Gate with { CompareWithStable = true }, [Well with { Figures = new RequestFigures(10, 3, 0) }], new RequestFigures(requests, errors, 0)).Verdict);

    [Theory]
    [InlineData(9, 9, 0, 0, GateVerdict.Pass)]
    [InlineData(10, 1, 0, 0, GateVerdict.Pass)]
    [InlineData(10, 10, 0, 0, GateVerdict.Fail)]
    [InlineData(10, 10, 10, 10, GateVerdict.Fail)]
    public void Decide_WhereAllFailsAfterALongTimeWell_JudgesTheLastMinutesByThemselves(
        long requests, long errors, long stableRequests, long stableErrors, GateVerdict expected)
    {
        var recent = new GateWindow(new RequestFigures(requests, errors, 0), new RequestFigures(stableRequests, stableErrors, 0));
        var whole = new RequestFigures(100_000, errors, 0);

        Assert.Equal(expected, GateRules.Decide(Gate, [Well with { Figures = whole }], new RequestFigures(100_000, 0, 0), recent).Verdict);
        Assert.Equal(expected, GateRules.DecideRoute(Gate, [Well], whole, new RequestFigures(100_000, 0, 0), recent).Verdict);
    }

    [Theory]
    [InlineData(10, 10, GateVerdict.Pass)]
    [InlineData(10, 0, GateVerdict.Fail)]
    [InlineData(9, 9, GateVerdict.Fail)]
    public void Decide_ComparedWithStable_TakesTheSameLastMinutesOfIt(long requests, long errors, GateVerdict expected)
    {
        var recent = new GateWindow(new RequestFigures(10, 10, 0), new RequestFigures(requests, errors, 0));

        Assert.Equal(
            expected,
            GateRules.DecideRoute(Gate with { CompareWithStable = true }, [Well], new RequestFigures(100_000, 10, 0), new RequestFigures(100_000, 0, 0), recent).Verdict);
    }

    [Fact]
    public void Decide_WhatIsNotKnown_HoldsAndSaysSo()
    {
        Assert.Equal(GateVerdict.Inconclusive, Decide());
        Assert.Equal(GateVerdict.Inconclusive, Decide(Well with { Applied = null }));
        Assert.Equal(GateVerdict.Inconclusive, Decide(Well with { Status = HealthStatus.Unknown }));
        Assert.NotEmpty(GateRules.Decide(Gate, [Well with { Figures = RequestFigures.None }], RequestFigures.None).Reasons);
        Assert.Equal(GateVerdict.Pass, GateRules.Decide(new RolloutGate(), [Well with { Figures = RequestFigures.None }], RequestFigures.None).Verdict);
    }

    [Fact]
    public void DecideRoute_WhereTheHealthOfABackendIsNotKnown_HoldsAndSaysSo()
    {
        var decision = GateRules.DecideRoute(new RolloutGate(), [Well, Well with { Status = HealthStatus.Unknown }], RequestFigures.None, RequestFigures.None);

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
                var decision = GateRules.Decide(Gate, canaries, RequestFigures.None);
                var known = canaries.Length > 0 && canaries.All(canary => canary is { Applied: true, HasRestarted: false, Status: HealthStatus.Healthy or HealthStatus.Unhealthy });
                return (decision.Verdict is not GateVerdict.Pass || known) && decision.Verdict is GateVerdict.Pass == (decision.Reasons.Count == 0);
            });

    private static GateVerdict Decide(params CanaryInstance[] canaries) => GateRules.Decide(Gate, canaries, RequestFigures.None).Verdict;
}
