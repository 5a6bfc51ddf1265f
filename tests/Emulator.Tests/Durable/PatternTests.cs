using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ToskaMesh.Emulator.Tests.Durable;

/// <summary>The patterns that applications are made of, on the engine as a whole.</summary>
public class PatternTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chain_OfActivities_HandsEachResultOn()
    {
        await using var world = new DurableWorld()
            .Orchestrator("Chain", async context =>
            {
                var one = await context.CallActivityAsync<string>("Append", "a");
                var two = await context.CallActivityAsync<string>("Append", one);
                return await context.CallActivityAsync<string>("Append", two);
            })
            .Activity("Append", (string text) => text + "x")
            .Start();
        Assert.Equal("axxx", await world.ResultAsync<string>("Chain"));
    }

    [Fact]
    public async Task FanOut_OfAThousand_GathersAllResultsInOrder()
    {
        await using var world = new DurableWorld()
            .Orchestrator("FanOut", async context =>
            {
                var tasks = Enumerable.Range(0, 1000).Select(i => context.CallActivityAsync<int>("Double", i)).ToList();
                return await Task.WhenAll(tasks);
            })
            .Activity("Double", (int number) => 2 * number)
            .Start();
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => 2 * i), await world.ResultAsync<int[]>("FanOut"));
        Assert.Equal(0, world.Count("SELECT COUNT(*) FROM activities") + world.Count("SELECT COUNT(*) FROM inbox"));
    }

    [Fact]
    public async Task Approval_InTime_StopsTheTimer()
    {
        await using var world = Approvals().Start();
        var id = await world.BeginAsync("Approval");
        await world.Client.RaiseEventAsync(id, "approved", "Ada", Cancel);
        Assert.Equal("approved by Ada", (await world.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(0, world.Count("SELECT COUNT(*) FROM inbox"));
    }

    [Fact]
    public async Task Approval_TooLate_EscalatesAtItsTime()
    {
        await using var world = Approvals().Start();
        var id = await world.BeginAsync("Approval");
        await world.Client.WaitForInstanceStartAsync(id, Cancel);
        await world.HasCustomStatusAsync(id, "\"waiting\"");
        world.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));

        // An orchestration whose timer is due by then has ended once this one has.
        await world.Client.RaiseEventAsync(await world.BeginAsync("Approval", options: new StartOrchestrationOptions("other")), "approved", "Ada", Cancel);
        await world.EndAsync("other");
        Assert.False((await world.StatusAsync(id)).IsCompleted);
        Assert.Equal(1, world.Count("SELECT COUNT(*) FROM inbox WHERE due > 0"));
        world.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("escalated", (await world.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task SubOrchestrations_InParallel_KnowTheirParentAndBringResults()
    {
        await using var world = new DurableWorld()
            .Orchestrator("Parent", async context =>
            {
                var children = Enumerable.Range(0, 5).Select(i => context.CallSubOrchestratorAsync<string>(
                    "Child", i, new SubOrchestrationOptions(retry: null, instanceId: $"{context.InstanceId}-{i}")));
                return string.Join(' ', await Task.WhenAll(children));
            })
            .Orchestrator("Child", async context =>
            {
                var doubled = await context.CallActivityAsync<int>("Double", context.GetInput<int>());
                return $"{context.Parent!.Name}:{context.InstanceId[^1]}:{doubled}";
            })
            .Activity("Double", (int number) => 2 * number)
            .Start();
        Assert.Equal("Parent:0:0 Parent:1:2 Parent:2:4 Parent:3:6 Parent:4:8", await world.ResultAsync<string>("Parent"));
        Assert.Equal(6, world.Count("SELECT COUNT(*) FROM instances WHERE status = 1"));
    }

    [Fact]
    public async Task Compensation_AfterAFailure_UndoesInReverse()
    {
        var steps = new List<string>();
        await using var world = new DurableWorld()
            .Orchestrator("Trip", async context =>
            {
                var undo = new Stack<string>();
                try
                {
                    foreach (var part in new[] { "flight", "hotel", "car" })
                    {
                        await context.CallActivityAsync("Book", part);
                        undo.Push(part);
                    }

                    return "booked";
                }
                catch (TaskFailedException failed) when (failed.FailureDetails.IsCausedBy<InvalidOperationException>())
                {
                    while (undo.TryPop(out var part))
                    {
                        await context.CallActivityAsync("Cancel", part);
                    }

                    return $"cancelled: {failed.FailureDetails.ErrorMessage}";
                }
            })
            .Activity("Book", (string part) =>
            {
                steps.Add($"book {part}");
                return part == "car" ? throw new InvalidOperationException("no cars") : part;
            })
            .Activity("Cancel", (string part) =>
            {
                steps.Add($"cancel {part}");
                return part;
            })
            .Start();
        Assert.Equal("cancelled: no cars", await world.ResultAsync<string>("Trip"));
        Assert.Equal(["book flight", "book hotel", "book car", "cancel hotel", "cancel flight"], steps);
    }

    [Fact]
    public async Task Timers_OfOneOrchestration_FireAtTheirTimes()
    {
        await using var world = new DurableWorld()
            .Orchestrator("Sleep", async context =>
            {
                var start = context.CurrentUtcDateTime;
                await context.CreateTimer(Minute, CancellationToken.None);
                await context.CreateTimer(context.CurrentUtcDateTime.AddMinutes(2), CancellationToken.None);
                return context.CurrentUtcDateTime - start;
            })
            .Start();
        var id = await world.BeginAsync("Sleep");
        var ended = await world.EndAsync(id, TimeSpan.FromSeconds(10));
        Assert.InRange(ended.ReadOutputAs<TimeSpan>(), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(4));
    }

    [Fact]
    public async Task Singleton_StartedTwice_IsThereOnce()
    {
        await using var world = Approvals().Start();
        var options = new StartOrchestrationOptions("the-one");
        await world.BeginAsync("Approval", options: options);
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => world.BeginAsync("Approval", options: options));
        Assert.Contains("the-one", refusal.Message, StringComparison.Ordinal);
        await world.Client.RaiseEventAsync("the-one", "approved", "Ada", Cancel);
        await world.EndAsync("the-one");
        await world.BeginAsync("Approval", options: options);
        Assert.False((await world.StatusAsync("the-one")).IsCompleted);
    }

    [Fact]
    public async Task Singleton_StartedAgainAfterEachEnd_AlwaysRuns()
    {
        await using var world = new DurableWorld()
            .Orchestrator("Quick", context => context.CallActivityAsync<int>("Same", context.GetInput<int>()))
            .Activity("Same", (int number) => number)
            .Start();
        for (var i = 0; i < 100; i++)
        {
            // Events that cross its end make the engine look at it once more.
            var id = await world.BeginAsync("Quick", i, new StartOrchestrationOptions("the-one"));
            var crossing = Enumerable.Range(0, 8).Select((_) => RaiseAsync(world, id));
            await Task.WhenAll(crossing);
            Assert.Equal(i, (await world.EndAsync(id)).ReadOutputAs<int>());
        }
    }

    private static async Task RaiseAsync(DurableWorld world, string id)
    {
        try
        {
            for (var i = 0; i < 1000; i++)
            {
                await world.Client.RaiseEventAsync(id, "unheard", 1, Cancel);
            }
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Completed, true)]
    [InlineData(OrchestrationRuntimeStatus.Failed, false)]
    public async Task Dedupe_OfStatuses_KeepsTheInstanceInThose(OrchestrationRuntimeStatus status, bool kept)
    {
        await using var world = new DurableWorld().Orchestrator("Quick", context => Task.FromResult(context.GetInput<int>())).Start();
        var options = new StartOrchestrationOptions("one");
        await world.EndAsync(await world.BeginAsync("Quick", 1, options));
        var again = () => world.BeginAsync("Quick", 2, options.WithDedupeStatuses(status));
        if (kept)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(again);
        }
        else
        {
            await again();
        }

        Assert.Equal(kept ? 1 : 2, (await world.EndAsync("one")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Start_AtATime_WaitsForIt()
    {
        await using var world = new DurableWorld().Orchestrator("Quick", context => Task.FromResult(context.CurrentUtcDateTime)).Start();
        var id = await world.BeginAsync("Quick", options: new StartOrchestrationOptions(null, DurableWorld.Noon.AddHours(1)));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await world.StatusAsync(id)).RuntimeStatus);
        await world.RestartAsync();
        var ended = await world.EndAsync(id, TimeSpan.FromMinutes(10));
        Assert.True(ended.ReadOutputAs<DateTime>() >= DurableWorld.Noon.AddHours(1).UtcDateTime);
    }

    [Fact]
    public async Task ContinueAsNew_WithActivitiesOutstanding_DropsTheirResultsAndGoesOn()
    {
        var gate = new TaskCompletionSource();
        await using var world = new DurableWorld()
            .Orchestrator("Again", async context =>
            {
                var generation = context.GetInput<int>();
                var slow = Enumerable.Range(0, 3).Select((_) => context.CallActivityAsync<string>("Slow", $"of {generation}")).ToList();
                await context.WaitForExternalEvent<string>("next");
                if (generation == 0)
                {
                    context.ContinueAsNew(1);
                    return "";
                }

                return string.Join(' ', await Task.WhenAll(slow));
            })
            .Activity("Slow", async (string text) =>
            {
                await gate.Task;
                return text;
            })
            .Start();
        var id = await world.BeginAsync("Again", 0);
        await world.ReachedAsync(id, (_) => world.Count("SELECT COUNT(*) FROM activities") == 3, "the first generation has called");
        await world.Client.RaiseEventAsync(id, "next", "now", Cancel);
        await world.ReachedAsync(id, (_) => world.Count("SELECT COUNT(*) FROM activities") == 6, "the second generation has called");
        gate.SetResult();
        await world.Client.RaiseEventAsync(id, "next", "now", Cancel);
        Assert.Equal("of 1 of 1 of 1", (await world.EndAsync(id)).ReadOutputAs<string>());
        await world.ReachedAsync(
            id, (_) => world.Count("SELECT (SELECT COUNT(*) FROM activities) + (SELECT COUNT(*) FROM inbox)") == 0, "nothing is left");
    }

    private static DurableWorld Approvals() => new DurableWorld().Orchestrator("Approval", async context =>
    {
        context.SetCustomStatus("waiting");
        try
        {
            return $"approved by {await context.WaitForExternalEvent<string>("Approved", TimeSpan.FromHours(24))}";
        }
        catch (TaskCanceledException)
        {
            return "escalated";
        }
    });
}
