using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Tests.Health;

public sealed class PartObserverTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedPart _part = new();

    [Fact]
    public async Task Observe_PartThatHangs_GivesUpAfterItsPatience()
    {
        _part.Script = _ => new TaskCompletionSource<PartResult>().Task;
        var pending = Observer().ObserveAsync();
        await _part.Started.Task.WaitAsync(TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(PartStatus.Unhealthy, (await pending).Status);
    }

    [Fact]
    public async Task Observe_StoreAway_IsUnhealthyWithItsReason()
    {
        _part.Script = _ => throw new StoreUnavailableException("The disk is full.");

        var answer = await Observer().ObserveAsync();

        Assert.Equal(PartStatus.Unhealthy, answer.Status);
        Assert.Equal("The disk is full.", answer.Description);
    }

    [Fact]
    public async Task Observe_PartThatThrows_IsUnhealthyAndKeepsTheDetailToTheLog()
    {
        _part.Script = _ => throw new InvalidOperationException("Host=db;Password=hunter2");

        var answer = await Observer().ObserveAsync();

        Assert.Equal(PartStatus.Unhealthy, answer.Status);
        Assert.DoesNotContain("hunter2", answer.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Observe_ManyWithinASecond_LookOnce()
    {
        var observer = Observer();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => observer.ObserveAsync()));
        _time.Advance(TimeSpan.FromMilliseconds(999));
        await observer.ObserveAsync();
        Assert.Equal(1, _part.Looks);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await observer.ObserveAsync();
        Assert.Equal(2, _part.Looks);
    }

    private PartObserver Observer() => new(_part, _time, NullLogger.Instance);
}
