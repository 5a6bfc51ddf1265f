using CsCheck;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Tests.Configuration.Rollouts;

public sealed class RolloutAssignmentProperties
{
    private static readonly Gen<HashSet<InstanceId>> Fleets =
        Gen.Int[0, 40].Array[0, 30].Select(numbers => numbers.Select(number => InstanceId.Parse($"i-{number}")).ToHashSet());

    private static readonly Gen<(int Percent, HashSet<InstanceId> Present)[]> Histories = Gen.Select(Gen.Int[0, 100], Fleets).Array[1, 8];

    [Fact]
    public void Widen_WhoeverComesAndGoes_GivesTheShareOfThoseWhoAreThere() =>
        Gen.Select(Gen.Guid, Histories).Sample((rollout, history) => Play(rollout, history, (percent, present, _, after) =>
            Assert.True(present.Count(after.Contains) >= RolloutAssignment.CountOf(percent, present.Count))));

    [Fact]
    public void Widen_WhoeverComesAndGoes_TakesTheVersionFromNobody() =>
        Gen.Select(Gen.Guid, Histories).Sample((rollout, history) => Play(rollout, history, (_, _, before, after) => Assert.True(after.IsSupersetOf(before))));

    [Fact]
    public void Widen_AddsNoMoreThanItMust() =>
        Gen.Select(Gen.Guid, Histories).Sample((rollout, history) => Play(rollout, history, (percent, present, before, after) =>
        {
            var added = after.Except(before).ToList();
            Assert.True(added.All(present.Contains));
            Assert.True(added.Count == 0 || present.Count(after.Contains) == RolloutAssignment.CountOf(percent, present.Count));
        }));

    [Fact]
    public void Widen_InOneFleet_TakesTheSameFirstOnes() =>
        Gen.Select(Gen.Guid, Fleets, Gen.Int[1, 100], Gen.Int[1, 100]).Sample((rollout, fleet, one, other) =>
        {
            var (small, large) = (RolloutAssignment.Widen(rollout, Math.Min(one, other), fleet, []), RolloutAssignment.Widen(rollout, Math.Max(one, other), fleet, []));
            return large.IsSupersetOf(small) && RolloutAssignment.Widen(rollout, Math.Max(one, other), [.. fleet.Reverse()], small).SetEquals(large);
        });

    [Theory]
    [InlineData(0, 10, 0)]
    [InlineData(1, 10, 1)]
    [InlineData(10, 10, 1)]
    [InlineData(11, 10, 2)]
    [InlineData(50, 3, 2)]
    [InlineData(100, 3, 3)]
    [InlineData(100, 0, 0)]
    public void CountOf_AShare_IsRoundedUp(int percent, int present, int expected) => Assert.Equal(expected, RolloutAssignment.CountOf(percent, present));

    [Fact]
    public void Widen_ByDifferentRollouts_BeginsWithDifferentInstances()
    {
        InstanceId[] fleet = [.. Enumerable.Range(0, 20).Select(number => InstanceId.Parse($"i-{number}"))];

        var first = Enumerable.Range(0, 50).Select(number => new Guid(number, 0, 0, new byte[8]))
            .Select(rollout => Assert.Single(RolloutAssignment.Widen(rollout, 5, fleet, []))).Distinct();

        Assert.True(first.Count() > 10);
    }

    private static void Play(
        Guid rollout,
        (int Percent, HashSet<InstanceId> Present)[] history,
        Action<int, HashSet<InstanceId>, IReadOnlySet<InstanceId>, IReadOnlySet<InstanceId>> check)
    {
        IReadOnlySet<InstanceId> assigned = new HashSet<InstanceId>();
        foreach (var (percent, present) in history)
        {
            var after = RolloutAssignment.Widen(rollout, percent, present, assigned);
            check(percent, present, assigned, after);
            assigned = after;
        }
    }
}
