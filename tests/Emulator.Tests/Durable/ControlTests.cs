using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ToskaMesh.Emulator.Tests.Durable;

/// <summary>What clients and other orchestrations do to one that runs.</summary>
public class ControlTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_BeforeAnybodyWaits_AreKeptInOrder()
    {
        await using var world = new DurableWorld()
            .Orchestrator("Late", async context =>
            {
                await context.WaitForExternalEvent<string>("go");
                var numbers = new List<int>();
                while (numbers.Count < 3)
                {
                    numbers.Add(await context.WaitForExternalEvent<int>("number"));
                }

                return numbers;
            })
            .Start();
        var id = await world.BeginAsync("Late");
        foreach (var number in new[] { 3, 1, 2 })
        {
            await world.Client.RaiseEventAsync(id, "NUMBER", number, Cancel);
        }

        await world.Client.RaiseEventAsync(id, "go", "now", Cancel);
        Assert.Equal("3 1 2", string.Join(' ', (await world.EndAsync(id)).ReadOutputAs<int[]>()!));
    }

    [Theory]
    [InlineData(true, "1 2 3 4")]
    [InlineData(false, "4")]
    public async Task ContinueAsNew_WithUnprocessedEvents_TakesThemAlongAsAsked(bool preserve, string expected)
    {
        await using var world = new DurableWorld()
            .Orchestrator("Again", async context =>
            {
                var seen = context.GetInput<string>();
                if (seen is null)
                {
                    await context.WaitForExternalEvent<string>("turn");
                    context.ContinueAsNew("", preserve);
                    return "";
                }

                var number = await context.WaitForExternalEvent<int>("number");
                seen = $"{seen} {number}".Trim();
                if (number < 4)
                {
                    context.ContinueAsNew(seen, preserve);
                }

                return seen;
            })
            .Start();
        var id = await world.BeginAsync("Again");
        for (var i = 1; i <= 3; i++)
        {
            await world.Client.RaiseEventAsync(id, "number", i, Cancel);
        }

        await world.Client.RaiseEventAsync(id, "turn", "now", Cancel);
        await world.ReachedAsync(id, (_) => world.Count("SELECT COUNT(*) FROM inbox") == 0, "all is taken");
        await world.Client.RaiseEventAsync(id, "number", 4, Cancel);
        Assert.Equal(expected, (await world.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task SendEvent_ToAnother_ReachesIt()
    {
        await using var world = new DurableWorld()
            .Orchestrator("Listen", context => context.WaitForExternalEvent<string>("word"))
            .Orchestrator("Speak", context =>
            {
                context.SendEvent("listener", "word", "hello");
                context.SendEvent("nobody", "word", "hello");
                return Task.FromResult(true);
            })
            .Start();
        await world.BeginAsync("Listen", options: new StartOrchestrationOptions("listener"));
        await world.RunAsync("Speak");
        Assert.Equal("hello", (await world.EndAsync("listener")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Suspended_UntilItResumes_TakesNoEvents()
    {
        await using var world = new DurableWorld().Orchestrator("Listen", context => context.WaitForExternalEvent<string>("word")).Start();
        var id = await world.BeginAsync("Listen");
        await world.Client.WaitForInstanceStartAsync(id, Cancel);
        await world.Client.SuspendInstanceAsync(id, "maintenance", Cancel);
        await world.ReachedAsync(id, i => i.RuntimeStatus == OrchestrationRuntimeStatus.Suspended, "suspended");
        await world.Client.RaiseEventAsync(id, "word", "hello", Cancel);
        await world.RestartAsync();
        await world.Client.SuspendInstanceAsync(id, "still", Cancel);
        await Task.WhenAny(world.EndAsync(id), world.ReachedAsync(id, (_) => world.Count("SELECT COUNT(*) FROM inbox") == 1, "only the event waits"));
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await world.StatusAsync(id)).RuntimeStatus);
        await world.Client.ResumeInstanceAsync(id, "done", Cancel);
        Assert.Equal("hello", (await world.EndAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Terminate_OfAParent_EndsItsChildrenIfSoAsked(bool recursive)
    {
        await using var world = new DurableWorld()
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>("Child", null, new SubOrchestrationOptions((TaskRetryOptions?)null, "child")))
            .Orchestrator("Child", context => context.CallSubOrchestratorAsync<string>("Grandchild", null, new SubOrchestrationOptions((TaskRetryOptions?)null, "grandchild")))
            .Orchestrator("Grandchild", context => context.WaitForExternalEvent<string>("word"))
            .Start();
        var id = await world.BeginAsync("Parent");
        await world.Client.WaitForInstanceStartAsync("grandchild", Cancel);
        await world.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("enough", recursive), Cancel);
        var ended = await world.EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("enough", ended.ReadOutputAs<string>());
        if (recursive)
        {
            Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await world.EndAsync("grandchild")).RuntimeStatus);
        }
        else
        {
            await world.Client.RaiseEventAsync("grandchild", "word", "hello", Cancel);
            Assert.Equal("hello", (await world.EndAsync("child")).ReadOutputAs<string>());
        }
    }

    [Fact]
    public async Task TerminatedChild_FailsTheCallOfItsParent()
    {
        await using var world = new DurableWorld()
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>("Child", null, new SubOrchestrationOptions((TaskRetryOptions?)null, "child")))
            .Orchestrator("Child", context => context.WaitForExternalEvent<string>("word"))
            .Start();
        var id = await world.BeginAsync("Parent");
        await world.Client.WaitForInstanceStartAsync("child", Cancel);
        await world.Client.TerminateInstanceAsync("child", (object?)null, Cancel);
        var ended = await world.EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("'child' was terminated", ended.FailureDetails!.InnerFailure!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubOrchestration_WhoseIdIsTaken_FailsTheCall()
    {
        await using var world = new DurableWorld()
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>("Child", null, new SubOrchestrationOptions((TaskRetryOptions?)null, "taken")))
            .Orchestrator("Child", context => context.WaitForExternalEvent<string>("word"))
            .Start();
        await world.BeginAsync("Child", options: new StartOrchestrationOptions("taken"));
        var ended = await world.RunAsync("Parent");
        Assert.Contains("'taken'", ended.FailureDetails!.InnerFailure!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_OfAnUnknownOrEndedInstance_IsRefused()
    {
        await using var world = new DurableWorld().Orchestrator("Quick", (_) => Task.FromResult(1)).Start();
        await Assert.ThrowsAsync<ArgumentException>(() => world.Client.RaiseEventAsync("nobody", "word", "x", Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.Client.WaitForInstanceCompletionAsync("nobody", Cancel));
        var id = await world.BeginAsync("Quick");
        await world.EndAsync(id);
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.Client.RaiseEventAsync(id, "word", "x", Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.Client.SuspendInstanceAsync(id, "why", Cancel));
        Assert.Null(await world.Client.GetInstanceAsync("nobody", Cancel));
    }

    [Fact]
    public async Task Query_InPages_FindsWhatTheFilterSays()
    {
        await using var world = new DurableWorld()
            .Orchestrator("Quick", context => Task.FromResult(context.GetInput<int>()))
            .Orchestrator("Slow", context => context.WaitForExternalEvent<string>("word"))
            .Start();
        for (var i = 0; i < 7; i++)
        {
            await world.EndAsync(await world.BeginAsync("Quick", i, new StartOrchestrationOptions($"quick-{i}")));
        }

        world.Time.Advance(TimeSpan.FromHours(1));
        await world.BeginAsync("Slow", options: new StartOrchestrationOptions("quick-but-slow"));
        var completed = new OrchestrationQuery(
            CreatedTo: DurableWorld.Noon.AddMinutes(1),
            Statuses: [OrchestrationRuntimeStatus.Completed],
            InstanceIdPrefix: "quick-",
            PageSize: 3,
            FetchInputsAndOutputs: true);
        var pages = await world.Client.GetAllInstancesAsync(completed).AsPages().ToListAsync(Cancel);
        Assert.Equal([3, 3, 1], pages.Select(p => p.Values.Count));
        Assert.Equal(Enumerable.Range(0, 7), pages.SelectMany(p => p.Values).Select(i => i.ReadOutputAs<int>()));
        var running = await world.Client.GetAllInstancesAsync(new OrchestrationQuery(CreatedFrom: DurableWorld.Noon.AddMinutes(1))).ToListAsync(Cancel);
        Assert.Equal("quick-but-slow", Assert.Single(running).InstanceId);
        Assert.Throws<InvalidOperationException>(() => running[0].ReadInputAs<string>());
        Assert.Empty(await world.Client.GetAllInstancesAsync(new OrchestrationQuery(TaskHubNames: ["Other"])).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Purge_OfWhatHasEnded_LeavesTheRest()
    {
        await using var world = new DurableWorld()
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<int>("Quick", 1))
            .Orchestrator("Quick", context => Task.FromResult(context.GetInput<int>()))
            .Orchestrator("Slow", context => context.WaitForExternalEvent<string>("word"))
            .Start();
        var slow = await world.BeginAsync("Slow");
        var parent = await world.BeginAsync("Parent");
        await world.EndAsync(parent);
        Assert.Equal(0, (await world.Client.PurgeInstanceAsync(slow, Cancel)).PurgedInstanceCount);
        Assert.Equal(2, (await world.Client.PurgeInstanceAsync(parent, new PurgeInstanceOptions(Recursive: true), Cancel)).PurgedInstanceCount);
        for (var i = 0; i < 250; i++)
        {
            await world.BeginAsync("Quick", i);
        }

        await world.ReachedAsync(slow, (_) => world.Count("SELECT COUNT(*) FROM instances WHERE status = 1") == 250, "all have ended");
        var purged = await world.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(DurableWorld.Noon.AddDays(-1)), Cancel);
        Assert.Equal(250, purged.PurgedInstanceCount);
        await world.ReachedAsync(slow, (_) => world.Count("SELECT COUNT(*) FROM history") <= 1, "their history is gone");
        Assert.Equal(1, world.Count("SELECT COUNT(*) FROM instances"));
    }
}
