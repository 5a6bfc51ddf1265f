using ToskaMesh.Shared.Health;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Health;

public sealed class AbsenceTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly TimeSpan Gap = Absence.DefaultGap;

    [Fact]
    public void NewStore_WasNotAway() => Assert.Null(Absence.Next(null, null, Start, Gap));

    [Fact]
    public void Gap_OfALateTick_IsNone()
    {
        Assert.Null(Absence.Next(null, Start, Start + Gap, Gap));
        Assert.Equal(new Absence(Start, After(12.6)), Absence.Next(null, Start, After(12.6), Gap));
    }

    [Fact]
    public void Gap_SoonAfterAnAbsence_BeginsWithIt_AndLaterByItself()
    {
        var first = Absence.Next(null, Start, After(20), Gap);

        Assert.Equal(new Absence(Start, After(119)), Absence.Next(first, After(30), After(119), Gap));
        Assert.Equal(new Absence(After(30), After(120)), Absence.Next(first, After(30), After(120), Gap));
        Assert.Equal(first, Absence.Next(first, After(115), After(120), Gap));
    }

    [Theory]
    [InlineData(0, 20, false)]
    [InlineData(0.1, 20, true)]
    [InlineData(19, 20, true)]
    [InlineData(19, 29.9, true)]
    [InlineData(19, 30, false)]
    public void Lease_ThatWasRunning_BeginsAnewAtTheEnd(double ranOut, double now, bool isSpared)
    {
        var instance = Instances.Of("orders", "orders-1", Start) with { Lease = TimeSpan.FromSeconds(10), ExpiresAt = After(ranOut) };

        Assert.Equal(isSpared, new Absence(Start, After(20)).Spares(instance, After(now)));
    }

    [Fact]
    public void ClockSetBack_BeginsNoAbsence() => Assert.Null(Absence.Next(null, Start, After(-3600), Gap));

    private static DateTimeOffset After(double seconds) => Start + TimeSpan.FromSeconds(seconds);
}
