using CsCheck;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Health;

public sealed class ProbeScheduleTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly Gen<(int Id, double Interval, int[] Rounds)> Sweeps =
        Gen.Select(Gen.Int[0, 1000], Gen.Double[1, 60], Gen.Int[1, 20].Array[1, 30]);

    [Fact]
    public void Within_RoundsThatFollowEachOther_KeepTheBeat() => Sweeps.Sample(sweep =>
    {
        var (instance, interval) = Probed(sweep.Id, sweep.Interval);
        var (now, beats) = (Start, new List<DateTimeOffset>());
        foreach (var seconds in sweep.Rounds)
        {
            var end = now + TimeSpan.FromSeconds(seconds);
            var round = ProbeSchedule.Within(instance, now, end).ToList();
            Assert.All(round, due => Assert.InRange(due, now, end - TimeSpan.FromTicks(1)));
            beats.AddRange(round);
            now = end;
        }

        Assert.All(beats.Zip(beats.Skip(1)), pair => Assert.Equal(interval, pair.Second - pair.First));
        Assert.Equal(ProbeSchedule.Within(instance, Start, now), beats);
        Assert.InRange(beats.Count, (int)((now - Start) / interval), (int)((now - Start) / interval) + 1);
    });

    [Fact]
    public void Within_NeverProbed_IsDueWithinASecond()
    {
        var (instance, _) = Probed(1, 60);

        var first = ProbeSchedule.Within(instance with { Probe = null }, Start, Start + TimeSpan.FromSeconds(5)).First();

        Assert.InRange(first, Start, Start + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Within_ManyInstances_AreSpreadOverTheInterval()
    {
        var places = Enumerable.Range(0, 1000).Select(id => Probed(id, 10).Instance)
            .Select(instance => (int)(ProbeSchedule.Within(instance, Start, Start + TimeSpan.FromSeconds(10)).Single() - Start).TotalSeconds)
            .CountBy(second => second).ToList();

        Assert.Equal(10, places.Count);
        Assert.All(places, place => Assert.InRange(place.Value, 60, 140));
    }

    private static (ServiceInstance Instance, TimeSpan Interval) Probed(int id, double seconds)
    {
        var interval = TimeSpan.FromMilliseconds(Math.Round(seconds * 1000));
        var check = new HealthCheck { Type = HealthCheckType.Http, Endpoint = "/", Interval = interval };
        return (Instances.Of("orders", $"orders-{id}", Start) with { HealthCheck = check, Probe = ProbeState.Unprobed }, interval);
    }
}
