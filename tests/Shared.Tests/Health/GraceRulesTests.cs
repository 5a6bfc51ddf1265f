using CsCheck;
using ToskaMesh.Shared.Health;

namespace ToskaMesh.Shared.Tests.Health;

public sealed class GraceRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly TimeSpan Gap = GraceRules.DefaultGap;
    private static readonly TimeSpan Length = GraceRules.DefaultLength;

    private static readonly Gen<int[]> Pauses = Gen.Frequency((8, Gen.Int[1, 60]), (1, Gen.Int[61, 100_000])).Array[1, 60];

    [Fact]
    public void NewStore_HasNotSlept()
    {
        Assert.False(GraceRules.IsActive(null, null, Start, Gap));
        Assert.Null(GraceRules.Decide(null, null, Start, Gap, Length));
    }

    [Fact]
    public void AnyTicks_Grace_IsExactlyTheTimeAfterASleep() => Pauses.Sample(pauses =>
    {
        DateTimeOffset? wokeAt = null;
        foreach (var (now, slept, graceUntil) in Tick(pauses))
        {
            wokeAt = slept ? now : wokeAt;
            Assert.Equal(now < wokeAt + Length, graceUntil > now);
        }
    });

    [Fact]
    public void AnyTicks_ReadJustBeforeTheTickAfterASleep_IsInGrace() => Pauses.Sample(pauses =>
    {
        var (lastTick, graceUntil) = (Start, (DateTimeOffset?)null);
        foreach (var tick in Tick(pauses))
        {
            if (tick.Slept)
            {
                Assert.True(GraceRules.IsActive(lastTick, graceUntil, tick.Now, Gap));
            }

            (lastTick, graceUntil) = (tick.Now, tick.GraceUntil);
            Assert.Equal(graceUntil > tick.Now, GraceRules.IsActive(lastTick, graceUntil, tick.Now, Gap));
        }
    });

    [Fact]
    public void ClockSetBack_GraceIsCutToItsLength() =>
        Assert.Equal(Start + Length, GraceRules.Decide(Start, Start + TimeSpan.FromHours(3), Start, Gap, Length));

    private static IEnumerable<(DateTimeOffset Now, bool Slept, DateTimeOffset? GraceUntil)> Tick(int[] pauses)
    {
        var (now, graceUntil) = (Start, GraceRules.Decide(null, null, Start, Gap, Length));
        foreach (var pause in pauses)
        {
            var last = now;
            now += TimeSpan.FromSeconds(pause);
            graceUntil = GraceRules.Decide(last, graceUntil, now, Gap, Length);
            yield return (now, pause > 60, graceUntil);
        }
    }
}
