using ToskaMesh.Gateway.Health;
using ToskaMesh.Gateway.Settings;

namespace ToskaMesh.Gateway.Tests.Health;

public sealed class FailureRecordTests
{
    private static readonly EjectionOptions Options = new() { ConsecutiveFailures = 3, BaseTime = TimeSpan.FromSeconds(5), MaxTime = TimeSpan.FromSeconds(12) };

    [Fact]
    public void Failed_ToConnect_EjectsAtOnceAndLongerEachTime()
    {
        var record = new FailureRecord();
        Assert.Equal(TimeSpan.FromSeconds(5), record.Failed(couldNotConnect: true, Options));
        Assert.Equal(TimeSpan.FromSeconds(10), record.Failed(couldNotConnect: true, Options));
        Assert.Equal(TimeSpan.FromSeconds(12), record.Failed(couldNotConnect: true, Options));
    }

    [Fact]
    public void Failed_Otherwise_EjectsAfterThatManyInARow()
    {
        var record = new FailureRecord();
        Assert.Null(record.Failed(couldNotConnect: false, Options));
        Assert.Null(record.Failed(couldNotConnect: false, Options));
        record.Succeeded();
        Assert.Null(record.Failed(couldNotConnect: false, Options));
        Assert.Null(record.Failed(couldNotConnect: false, Options));
        Assert.Equal(TimeSpan.FromSeconds(5), record.Failed(couldNotConnect: false, Options));
    }

    [Fact]
    public void Succeeded_AfterEjections_StartsFromTheBaseTimeAgain()
    {
        var record = new FailureRecord();
        record.Failed(couldNotConnect: true, Options);
        record.Succeeded();
        Assert.Equal(TimeSpan.FromSeconds(5), record.Failed(couldNotConnect: true, Options));
    }
}
