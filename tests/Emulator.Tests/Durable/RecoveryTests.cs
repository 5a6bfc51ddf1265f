using Microsoft.DurableTask.Client;
using ToskaMesh.Emulator.Durable.Changes;
using ToskaMesh.Emulator.Durable.Dispatch;
using ToskaMesh.Emulator.Durable.Failures;
using ToskaMesh.Emulator.Durable.History;
using ToskaMesh.Emulator.Durable.Store;
using ToskaMesh.Testing;

namespace ToskaMesh.Emulator.Tests.Durable;

/// <summary>What a host finds that starts on the store of one that stopped, was cut off, or still runs.</summary>
public class RecoveryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_WithPatience_LetsARunningActivityFinish()
    {
        var gate = new Samples.Gate();
        await using var world = Waiting(gate).Start();
        var id = await world.BeginAsync("Wait");
        await gate.EnteredAsync();
        var stop = world.StopAsync(CancellationToken.None);
        Assert.False(stop.IsCompleted);
        gate.Open.SetResult();
        await stop;
        Assert.Equal(0, world.Count("SELECT COUNT(*) FROM activities"));
        world.Start();
        Assert.Equal("passed", (await world.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Stop_WithoutPatience_RunsTheActivityAgainAtTheNextStart()
    {
        var gate = new Samples.Gate();
        await using var world = Waiting(gate).Start();
        var id = await world.BeginAsync("Wait");
        await gate.EnteredAsync();
        await world.StopAsync(new CancellationToken(canceled: true));
        await gate.CancelledAsync();
        Assert.Equal(1, world.Count("SELECT COUNT(*) FROM activities"));
        gate.Open.SetResult();
        world.Start();
        Assert.Equal("passed", (await world.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Restart_InTheMiddle_GoesOnFromTheHistory()
    {
        var calls = 0;
        await using var world = new DurableWorld()
            .Orchestrator("Long", async context =>
            {
                var guid = context.NewGuid();
                var one = await context.CallActivityAsync<int>("Count", 1);
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                var two = await context.CallActivityAsync<int>("Count", one);
                return $"{two} {guid == context.GetInput<Guid>()} {context.NewGuid() == guid}";
            })
            .Activity("Count", (int number) => Interlocked.Increment(ref calls) + number)
            .Start();
        var id = await world.BeginAsync("Long");
        await world.ReachedAsync(id, (_) => world.Count("SELECT COUNT(*) FROM inbox WHERE due > 0") == 1, "the timer waits");
        await world.RestartAsync();
        world.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("4 False False", (await world.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task SecondHost_OnTheSameStore_StandsByUntilTheFirstStops()
    {
        await using var world = new DurableWorld().Orchestrator("Quick", (_) => Task.FromResult(1)).Start();
        await world.RunAsync("Quick");
        await using var second = world.CreateEngine();
        second.Start();
        var opened = second.HubAsync(Cancel);
        await Eventually.TrueAsync(
            () =>
            {
                world.Time.Advance(TimeSpan.FromSeconds(1));
                return opened.IsCompleted;
            },
            "patience ends");
        Assert.Contains("stop it or use another data directory", (await Assert.ThrowsAsync<HubUnavailableException>(() => opened)).Message, StringComparison.Ordinal);
        await world.StopAsync(CancellationToken.None);
        await Eventually.TrueAsync(
            async () =>
            {
                world.Time.Advance(TimeSpan.FromSeconds(1));
                using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
                try
                {
                    await second.HubAsync(soon.Token);
                    return true;
                }
                catch (OperationCanceledException)
                {
                    return false;
                }
            },
            "the second host has the hub");
    }

    [Fact]
    public async Task Activity_ThatEndsTheHostEachTime_IsGivenUpAfterABoundedNumberOfTries()
    {
        var runs = 0;
        await using var world = new DurableWorld()
            .Orchestrator("Fatal", context => context.CallActivityAsync<string>("Die", "x"))
            .Activity("Die", async (string text, CancellationToken cancellation) =>
            {
                Interlocked.Increment(ref runs);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
                return text;
            })
            .Start();
        var id = await world.BeginAsync("Fatal");
        for (var starts = 1; starts <= WorkItemTries.Limit + 1; starts++)
        {
            await Eventually.TrueAsync(() => Volatile.Read(ref runs) == starts, $"run {starts}");
            await world.StopAsync(new CancellationToken(canceled: true));
            world.Start();
        }

        var failure = (await world.EndAsync(id)).FailureDetails!.InnerFailure!;
        Assert.Equal(EngineFailures.Poison, failure.ErrorType);
        Assert.Equal(WorkItemTries.Limit + 1, runs);
    }

    [Fact]
    public async Task Orchestration_ThatWasTriedTooOften_IsGivenUpBeforeItsCodeRuns()
    {
        var runs = 0;
        await using var world = new DurableWorld()
            .Orchestrator("Fatal", async context =>
            {
                runs++;
                return await context.WaitForExternalEvent<string>("never");
            })
            .Start();
        var id = await world.BeginAsync("Fatal");
        await world.ReachedAsync(id, (_) => world.Count("SELECT COUNT(*) FROM inbox") == 0, "it waits");
        var hub = await world.HubAsync();
        for (var i = 0; i < WorkItemTries.Limit; i++)
        {
            await hub.Writer.SubmitAsync(new CountTurnAttempt(id));
        }

        world.Forget("Fatal");
        await hub.StopAsync(CancellationToken.None);
        await hub.Writer.SubmitAsync(new SendMessage(id, null, new EventRaised("never", null)));
        await world.RestartAsync();
        Assert.Equal(EngineFailures.Poison, (await world.EndAsync(id)).FailureDetails!.ErrorType);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Suspended_ThroughManyRestarts_IsNotTakenForPoison()
    {
        await using var world = new DurableWorld()
            .Orchestrator("Listen", context => context.WaitForExternalEvent<string>("word"))
            .Orchestrator("Quick", (_) => Task.FromResult(1))
            .Start();
        var id = await world.BeginAsync("Listen");
        await world.Client.SuspendInstanceAsync(id, "long", Cancel);
        await world.ReachedAsync(id, i => i.RuntimeStatus == OrchestrationRuntimeStatus.Suspended, "suspended");
        await world.Client.RaiseEventAsync(id, "word", "hello", Cancel);
        for (var i = 0; i <= WorkItemTries.Limit; i++)
        {
            await world.RestartAsync();
            await world.RunAsync("Quick");
        }

        await world.Client.ResumeInstanceAsync(id, "now", Cancel);
        Assert.Equal("hello", (await world.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Orchestration_WhoseHistoryCannotBeRead_IsGivenUpAndHoldsNobodyUp()
    {
        await using var world = new DurableWorld()
            .Orchestrator("Broken", context => context.WaitForExternalEvent<string>("go"))
            .Orchestrator("Quick", (_) => Task.FromResult(1))
            .Start();
        var id = await world.BeginAsync("Broken");
        await world.ReachedAsync(id, (_) => world.Count("SELECT COUNT(*) FROM inbox") == 0, "it waits");
        await world.StopAsync(CancellationToken.None);
        world.Change($"UPDATE history SET document = 'nonsense' WHERE instance = '{id}'");
        world.Start();
        await world.Client.RaiseEventAsync(id, "go", "x", Cancel);
        Assert.Equal(1, await world.ResultAsync<int>("Quick"));
        var ended = await world.EndAsync(id, TimeSpan.FromSeconds(10));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(EngineFailures.Poison, ended.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Orchestration_OnAFullDisk_GoesOnOnceThereIsRoom()
    {
        var turns = 0;
        await using var world = new DurableWorld()
            .Orchestrator("Large", async context =>
            {
                await context.WaitForExternalEvent<string>("go");
                Interlocked.Increment(ref turns);
                return new string('x', 1_000_000);
            })
            .Start();
        var id = await world.BeginAsync("Large");

        // Else the start itself may be among what finds no room, and the orchestration is Pending, as it should.
        await world.ReachedAsync(id, status => status.RuntimeStatus is OrchestrationRuntimeStatus.Running, "it waits for the event");
        var hub = await world.HubAsync();
        await hub.Writer.SubmitAsync(new LimitPages(50));
        await world.Client.RaiseEventAsync(id, "go", "now", Cancel);
        await Eventually.TrueAsync(
            () =>
            {
                world.Time.Advance(TimeSpan.FromSeconds(1));
                return Volatile.Read(ref turns) > 2 * WorkItemTries.Limit;
            },
            "it is tried again and again");
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await world.StatusAsync(id)).RuntimeStatus);
        await hub.Writer.SubmitAsync(new LimitPages(1_000_000));
        Assert.Equal(1_000_000, (await world.EndAsync(id, TimeSpan.FromSeconds(1))).ReadOutputAs<string>()!.Length);
    }

    [Fact]
    public async Task Timers_ThatComeLate_ComeByTheirTimesAfterTheEventsBeforeThem()
    {
        await using var world = new DurableWorld()
            .Orchestrator("Race", async context =>
            {
                var open = new Dictionary<Task, string>
                {
                    [context.CreateTimer(TimeSpan.FromHours(2), CancellationToken.None)] = "later",
                    [context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None)] = "sooner",
                    [context.WaitForExternalEvent<string>("word")] = "event",
                };
                var order = new List<string>();
                while (open.Count > 0)
                {
                    open.Remove(await Task.WhenAny(open.Keys), out var name);
                    order.Add(name!);
                }

                return string.Join(' ', order);
            })
            .Start();
        var id = await world.BeginAsync("Race");
        await world.ReachedAsync(id, (_) => world.Count("SELECT COUNT(*) FROM inbox WHERE due > 0") == 2, "the timers wait");
        var hub = await world.HubAsync();
        await hub.StopAsync(CancellationToken.None);
        await hub.Writer.SubmitAsync(new SendMessage(id, null, new EventRaised("word", null)));
        world.Time.Advance(TimeSpan.FromHours(3));
        await world.RestartAsync();
        Assert.Equal("event sooner later", (await world.EndAsync(id)).ReadOutputAs<string>());
    }

    private sealed record LimitPages(int Pages) : IStoreChange<object?>
    {
        public object? Apply(WriteSession session) => session.Database.Scalar($"PRAGMA max_page_count = {Pages}");
    }

    private static DurableWorld Waiting(Samples.Gate gate) => new DurableWorld()
        .Orchestrator("Wait", context => context.CallActivityAsync<string>("Pass", "x"))
        .Activity("Pass", async (string _, CancellationToken cancellation) =>
        {
            await gate.PassAsync(cancellation);
            return "passed";
        });
}
