using CsCheck;
using ToskaMesh.Emulator.Timers;

namespace ToskaMesh.Emulator.Tests.Timers;

public sealed class TimerDecisionTests
{
    private static readonly DateTimeOffset Noon = TimerWorld.Noon;
    private static readonly TimerDefinition EveryFive = TimerWorld.Timer("0 */5 * * * *");

    [Fact]
    public void AtStart_StatusAsTheScheduleGivesIt_IsKept()
    {
        var stored = new TimerStatus(Noon.AddMinutes(-3), Noon, Noon.AddMinutes(-3));

        var start = TimerDecision.AtStart(EveryFive, stored, Noon.AddMinutes(-1));

        Assert.Equal(new TimerStart(stored, MustStore: false, StartupRun.None), start);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(36_000_000_000, true)]
    public void AtStart_NextReached_IsPastDueOnlyOnceItHasPassed(long ticksAfterNext, bool isPastDue)
    {
        var stored = new TimerStatus(Noon.AddMinutes(-5), Noon, Noon.AddMinutes(-5));

        var start = TimerDecision.AtStart(EveryFive, stored, Noon.AddTicks(ticksAfterNext));

        Assert.Equal(isPastDue ? StartupRun.PastDue : StartupRun.None, start.Run);
    }

    [Fact]
    public void AtStart_NeverRanAndItsFirstOccurrenceMissed_IsPastDue()
    {
        var stored = new TimerStatus(Last: null, Noon.AddMinutes(-5), Noon.AddMinutes(-8));

        Assert.Equal(StartupRun.PastDue, TimerDecision.AtStart(EveryFive, stored, Noon).Run);
    }

    [Fact]
    public void AtStart_ScheduleWasEdited_IsNotPastDueForTheOldOne()
    {
        var stored = new TimerStatus(Noon.AddMinutes(-61), Noon.AddMinutes(-7), Noon.AddMinutes(-61));

        var start = TimerDecision.AtStart(EveryFive, stored, Noon);

        Assert.Equal(new TimerStart(new TimerStatus(null, Noon.AddMinutes(5), Noon), MustStore: true, StartupRun.None), start);
    }

    [Fact]
    public void AtStart_ScheduleWasEditedAndItsOccurrenceIsAhead_CountsFromTheLastRun()
    {
        var stored = new TimerStatus(Noon.AddMinutes(-2), Noon.AddHours(1), Noon.AddMinutes(-2));

        var start = TimerDecision.AtStart(EveryFive, stored, Noon.AddMinutes(-1));

        Assert.Equal(new TimerStatus(null, Noon, Noon.AddMinutes(-2)), start.Status);
    }

    [Fact]
    public void AtStart_WallClockWasSetBack_DoesNotWaitForTheOldFuture()
    {
        var stored = new TimerStatus(Noon.AddYears(1), Noon.AddYears(1).AddMinutes(5), Noon.AddYears(1));

        Assert.Equal(Noon.AddMinutes(5), TimerDecision.AtStart(EveryFive, stored, Noon).Status.Next);
    }

    [Fact]
    public void AtStart_JustStored_HasNothingToStoreAndIsNotPastDue() => TimerScheduleGen.Any.Sample((expression, zone, now) =>
    {
        var timer = EveryFive with { Schedule = TimerSchedule.Parse(expression, zone) };
        var first = TimerDecision.AtStart(timer, stored: null, now);
        var second = TimerDecision.AtStart(timer, Stored(first.Status), now.AddMilliseconds(1));
        return !second.MustStore && second.Run == StartupRun.None;
    });

    [Fact]
    public void AfterRun_AnySchedule_NextIsStrictlyAfterTheStart() => TimerScheduleGen.Any.Sample((expression, zone, startedAt) =>
        TimerDecision.AfterRun(TimerSchedule.Parse(expression, zone), startedAt).Next > startedAt);

    /// <summary>Restarts, runs of any length and downtime: whatever happens, a start makes up for at most one occurrence.</summary>
    [Fact]
    public void Life_AnyScheduleAndDowntimes_IsPastDueAtMostOncePerStartAndOnlyAfterAMissedOccurrence() =>
        Gen.Select(TimerScheduleGen.Any, Gen.Int[0, 200_000].Array[1, 12]).Sample((given, seconds) =>
        {
            var (expression, zone, now) = given;
            var timer = EveryFive with { Schedule = TimerSchedule.Parse(expression, zone) };
            TimerStatus? stored = null;
            foreach (var downtime in seconds)
            {
                now += TimeSpan.FromSeconds(downtime);
                var start = TimerDecision.AtStart(timer, stored, now);
                var missed = timer.KeepsStatus && stored is not null && timer.Schedule.Next(stored.LastUpdated) < now;
                Assert.Equal(missed, start.Run == StartupRun.PastDue);

                var afterRun = missed ? TimerDecision.AfterRun(timer.Schedule, now) : start.Status;
                Assert.True(afterRun.Next >= now);
                Assert.NotEqual(StartupRun.PastDue, TimerDecision.AtStart(timer, Stored(afterRun), now).Run);
                stored = timer.KeepsStatus ? Stored(afterRun) : null;
            }
        });

    [Fact]
    public void Json_AnyStatus_ComesBackEqual() => TimerScheduleGen.Any.Sample((expression, zone, now) =>
    {
        var status = TimerDecision.AfterRun(TimerSchedule.Parse(expression, zone), now);
        return Stored(status) == status && Stored(status with { Last = null }) == status with { Last = null };
    });

    [Fact]
    public void Json_DocumentOfTheGenuineHost_IsRead()
    {
        const string document =
            """{"Last":"0001-01-01T00:00:00+02:00","Next":"2026-03-02T14:05:00+02:00","LastUpdated":"2026-03-02T14:00:00.1234567+02:00"}""";

        var status = TimerStatusJson.Read(document);

        Assert.Equal(new TimerStatus(null, Noon.AddMinutes(5), Noon.AddTicks(1_234_567)), status);
    }

    [Fact]
    public void Json_Written_IsTheDocumentOfTheGenuineHost() => Assert.Equal(
        """{"Last":"0001-01-01T00:00:00.0000000+00:00","Next":"2026-03-02T12:05:00.0000000+00:00","LastUpdated":"2026-03-02T12:00:00.0000000+00:00"}""",
        TimerStatusJson.Write(new TimerStatus(null, Noon.AddMinutes(5), Noon)));

    [Fact]
    public void BlobNames_AreThoseOfTheGenuineHost() => Assert.Equal(
        new TimerBlobNames(
            "azure-webjobs-hosts/timers/mesh/Host.Functions.Tick/status",
            "azure-webjobs-hosts/locks/mesh/Host.Functions.Tick.Listener"),
        TimerBlobNames.For("mesh", "Tick"));

    private static TimerStatus Stored(TimerStatus status) => TimerStatusJson.Read(TimerStatusJson.Write(status));
}
