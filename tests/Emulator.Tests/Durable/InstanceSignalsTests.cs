using ToskaMesh.Emulator.Durable.Dispatch;

namespace ToskaMesh.Emulator.Tests.Durable;

/// <summary>Those who wait for an instance, and what is left of them.</summary>
public class InstanceSignalsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Entry_OfWaiters_StaysUntilTheLastLeaves()
    {
        var signals = new InstanceSignals();
        var (one, two) = (signals.NextChangeOf("a"), signals.NextChangeOf("a"));
        signals.Leave("a", one);
        Assert.Equal(1, signals.Count);
        signals.Leave("a", two);
        Assert.Equal(0, signals.Count);
    }

    [Fact]
    public void Leaving_AfterTheChange_LeavesThoseWhoWaitForTheNext()
    {
        var signals = new InstanceSignals();
        var first = signals.NextChangeOf("a");
        signals.Changed("a");
        Assert.True(first.IsCompletedSuccessfully);
        var second = signals.NextChangeOf("a");
        signals.Leave("a", first);
        Assert.Equal(1, signals.Count);
        signals.Changed("a");
        Assert.True(second.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Waiting_ThatEnds_LeavesNothing()
    {
        await using var world = new DurableWorld()
            .Orchestrator("Quick", (_) => Task.FromResult(1))
            .Orchestrator("Slow", context => context.WaitForExternalEvent<string>("word"))
            .Start();
        await world.RunAsync("Quick");
        var slow = await world.BeginAsync("Slow");
        using var impatient = new CancellationTokenSource();
        var waiting = world.Client.WaitForInstanceCompletionAsync(slow, impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, (await world.HubAsync()).Signals.Count);
    }

    [Fact]
    public async Task Stop_OfTheHub_ReleasesThoseWhoWait()
    {
        await using var world = new DurableWorld().Orchestrator("Slow", context => context.WaitForExternalEvent<string>("word")).Start();
        var slow = await world.BeginAsync("Slow");
        var waiting = world.Client.WaitForInstanceCompletionAsync(slow, Cancel);
        await (await world.HubAsync()).StopAsync(CancellationToken.None);
        await Assert.ThrowsAsync<HubUnavailableException>(() => waiting);
        await Assert.ThrowsAsync<HubUnavailableException>(() => world.Client.WaitForInstanceCompletionAsync(slow, Cancel));
    }
}
