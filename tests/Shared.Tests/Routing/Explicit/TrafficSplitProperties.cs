using CsCheck;
using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Shared.Tests.Routing.Explicit;

public sealed class TrafficSplitProperties
{
    private static readonly Gen<RouteBackend[]> Backends = Gen.Int[0, RouteLimits.Weight].Array[1, RouteLimits.Backends]
        .Where(weights => weights.Any(weight => weight > 0))
        .Select(weights => weights.Select((weight, i) => new RouteBackend($"service-{i}", null, null, weight)).ToArray());

    private static readonly Gen<bool[]> Available = Gen.Bool.Array[RouteLimits.Backends];

    [Fact]
    public void Pick_WhateverIsAvailable_IsAvailableAndHasAWeight_OrThereIsNone() =>
        Gen.Select(Backends, Available, Gen.OneOf(Gen.String, Gen.Const((string?)null)!), Gen.Double[0, 0.999999999999]).Sample((backends, available, key, chance) =>
        {
            var picked = TrafficSplit.Pick(backends, available, key, chance);

            var any = backends.Where((backend, i) => available[i] && backend.Weight > 0).Any();
            Assert.Equal(any, picked >= 0);
            Assert.True(!any || (available[picked] && backends[picked].Weight > 0));
        });

    [Fact]
    public void Pick_OverManyKeysOrMuchChance_IsInProportionToTheWeightsOfThoseAvailable() => Gen.Select(Backends, Available).Sample(
        (backends, available) =>
        {
            const int Draws = 20_000;
            var (byKey, byChance) = (new int[backends.Length], new int[backends.Length]);
            var sum = backends.Where((_, i) => available[i]).Sum(backend => backend.Weight);
            for (var i = 0; sum > 0 && i < Draws; i++)
            {
                byKey[TrafficSplit.Pick(backends, available, $"user-{i}", 0)]++;
                byChance[TrafficSplit.Pick(backends, available, null, (i + 0.5) / Draws)]++;
            }

            for (var i = 0; sum > 0 && i < backends.Length; i++)
            {
                var share = available[i] ? (double)backends[i].Weight / sum : 0;
                Assert.InRange(byKey[i] / (double)Draws, share - 0.02, share + 0.02);
                Assert.InRange(byChance[i] / (double)Draws, share - 0.001, share + 0.001);
            }
        },
        iter: 30);

    [Fact]
    public void Pick_ByKey_WhenABackendGoes_MovesOnlyItsOwnKeys() => Gen.Select(Backends, Gen.String, Gen.Int[0, RouteLimits.Backends - 1]).Sample((backends, key, gone) =>
    {
        var all = Enumerable.Repeat(true, RouteLimits.Backends).ToArray();
        var before = TrafficSplit.Pick(backends, all, key, 0);
        all[gone] = false;

        Assert.True(before == gone || TrafficSplit.Pick(backends, all, key, 0) == before);
    });

    [Fact]
    public void Candidate_WhilePercentGrows_KeepsItsKeys_AndHasItsShare() => Gen.Select(Gen.Guid, Gen.Int[0, 100], Gen.Int[0, 100]).Sample(
        (rollout, a, b) =>
        {
            var (less, more, id) = (Math.Min(a, b), Math.Max(a, b), rollout.ToString());
            var keys = Enumerable.Range(0, 10_000).Select(i => $"user-{i}").ToList();
            var first = keys.Where(key => TrafficSplit.IsCandidate(id, less, key)).ToHashSet();

            Assert.All(first, key => Assert.True(TrafficSplit.IsCandidate(id, more, key)));
            Assert.InRange(first.Count / 10_000.0, (less / 100.0) - 0.03, (less / 100.0) + 0.03);
        },
        iter: 50);
}
