using CsCheck;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Health;

/// <summary>Random signs of life, by clocks that differ by seconds.</summary>
public sealed class ProcessStartsProperties
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private enum Sign
    {
        Same,
        Other,
        Heartbeat,
        Report,
        Acknowledgement,
        Probe,
    }

    private static Gen<(Sign What, int Later, int Skew)[]> Signs => Gen.Select(Gen.Enum<Sign>(), Gen.Int[0, 3], Gen.Int[-2, 2]).Array[1, 40];

    [Fact]
    public void AnySigns_AStartIsAnotherRegistrationOrTheFirstAfterASignOfLife() => Signs.Sample(signs =>
    {
        var (instance, now, isHeardOf) = (First(), Start, false);
        foreach (var (what, later, _) in signs)
        {
            now += TimeSpan.FromSeconds(1 + later);
            var before = instance;
            instance = Apply(instance, what, now);
            var isStart = what is Sign.Other || (what is Sign.Same && isHeardOf);
            Assert.Equal(isStart, instance.StartedAt != before.StartedAt);
            isHeardOf = what is Sign.Heartbeat or Sign.Report or Sign.Acknowledgement || (isHeardOf && !isStart);
        }
    });

    [Fact]
    public void AnySigns_ByClocksThatDiffer_NoStartIsToldTwice_NorInventedWhereNoneIsHeardOf() => Signs.Sample(signs =>
    {
        var (instance, now, isHeardOf, starts) = (First(), Start, false, new List<DateTimeOffset> { Start });
        foreach (var (what, later, skew) in signs)
        {
            now += TimeSpan.FromSeconds(later);
            var before = instance;
            instance = Apply(instance, what, now + TimeSpan.FromSeconds(skew));
            if (instance.StartedAt != before.StartedAt)
            {
                Assert.True(what is Sign.Other || (what is Sign.Same && isHeardOf));
                Assert.True(instance.StartedAt > starts[^1]);
                starts.Add(instance.StartedAt);
                isHeardOf = false;
            }

            isHeardOf |= what is Sign.Heartbeat or Sign.Report or Sign.Acknowledgement;
        }
    });

    private static ServiceInstance First() => Instances.Of("orders", "o-1", Start) with
    {
        HealthCheck = new HealthCheck { Type = HealthCheckType.Http, Endpoint = "/", UnhealthyThreshold = 1 },
    };

    private static ServiceInstance Apply(ServiceInstance instance, Sign what, DateTimeOffset now) => what switch
    {
        Sign.Same => instance with { StartedAt = ProcessStarts.AfterSame(instance, now) },
        Sign.Other => instance with { StartedAt = ProcessStarts.AfterChange(instance, now) },
        Sign.Heartbeat => HealthTransitions.Heartbeat(instance, now),
        Sign.Report => HealthTransitions.Report(instance, new HealthReport(HealthStatus.Degraded, null), now),
        Sign.Acknowledgement => ProcessStarts.Spoke(instance, now),
        _ => HealthTransitions.Probe(instance, ProbeResult.Critical("no"), now),
    };
}
