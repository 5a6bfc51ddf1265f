using ToskaMesh.Gateway.Health;
using ToskaMesh.Gateway.Settings;

namespace ToskaMesh.Gateway.Tests.Health;

public sealed class FailureRecordTests
{
    private static readonly EjectionOptions Options = new() { ConsecutiveFailures = 3, BaseTime = TimeSpan.FromSeconds(5), MaxTime = TimeSpan.FromSeconds(12) };

    private readonly FailureRecord _record = new();

    [Fact]
    public void Failed_ToConnect_EjectsAtOnceAndLongerEachTime()
    {
        Assert.Equal(TimeSpan.FromSeconds(5), Failed(couldNotConnect: true, at: 0));
        Assert.Equal(TimeSpan.FromSeconds(10), Failed(couldNotConnect: true, at: 5));
        Assert.Equal(TimeSpan.FromSeconds(12), Failed(couldNotConnect: true, at: 15));
    }

    [Fact]
    public void Failed_WhileEjected_ChangesNothing()
    {
        Assert.NotNull(Failed(couldNotConnect: true, at: 0));
        Assert.Null(Failed(couldNotConnect: true, at: 0));
        Assert.Null(Failed(couldNotConnect: true, at: 4.9));
        Assert.Equal(TimeSpan.FromSeconds(10), Failed(couldNotConnect: true, at: 5));
    }

    [Fact]
    public void Failed_Otherwise_EjectsAfterThatManyInARow()
    {
        Assert.Null(Failed(couldNotConnect: false, at: 0));
        Assert.Null(Failed(couldNotConnect: false, at: 0));
        _record.Succeeded(TimeSpan.Zero);
        Assert.Null(Failed(couldNotConnect: false, at: 0));
        Assert.Null(Failed(couldNotConnect: false, at: 0));
        Assert.Equal(TimeSpan.FromSeconds(5), Failed(couldNotConnect: false, at: 0));
    }

    [Fact]
    public void Succeeded_AfterEjections_StartsFromTheBaseTimeAgain()
    {
        Failed(couldNotConnect: true, at: 0);
        _record.Succeeded(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(5), Failed(couldNotConnect: true, at: 5));
    }

    [Fact]
    public void Succeeded_AfterTheEjection_IsARecoveryOnce()
    {
        Assert.True(_record.IsClean);
        Failed(couldNotConnect: true, at: 0);

        Assert.False(_record.Succeeded(TimeSpan.FromSeconds(4.9)));
        Assert.False(_record.IsClean);
        Assert.True(_record.Succeeded(TimeSpan.FromSeconds(5)));
        Assert.True(_record.IsClean);
        Assert.False(_record.Succeeded(TimeSpan.FromSeconds(6)));
    }

    [Fact]
    public void Succeeded_AfterFailuresWithoutAnEjection_IsNoRecovery()
    {
        Failed(couldNotConnect: false, at: 0);

        Assert.False(_record.IsClean);
        Assert.False(_record.Succeeded(TimeSpan.Zero));
        Assert.True(_record.IsClean);
    }

    private TimeSpan? Failed(bool couldNotConnect, double at) => _record.Failed(couldNotConnect, TimeSpan.FromSeconds(at), Options);
}
