using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using ToskaMesh.Emulator.Durable.Dispatch;
using ToskaMesh.Emulator.Durable.Failures;
using ToskaMesh.Emulator.Durable.History;

namespace ToskaMesh.Emulator.Tests.Durable;

/// <summary>Functions that fail, vary, or do what orchestrators must not.</summary>
public class FailureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Failure_OfAnActivity_ArrivesWithItsChain()
    {
        await using var world = new DurableWorld()
            .Orchestrator("Outer", context => context.CallSubOrchestratorAsync<int>("Inner"))
            .Orchestrator("Inner", context => context.CallActivityAsync<int>("Break", 1))
            .Activity<int, int>("Break", int (int _) => throw new InvalidOperationException("broken", new FormatException("by format")))
            .Start();
        var ended = await world.RunAsync("Outer");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Null(ended.SerializedOutput);
        var chain = Chain(ended.FailureDetails).ToList();
        Assert.Equal(
            [typeof(TaskFailedException).FullName, typeof(TaskFailedException).FullName, typeof(InvalidOperationException).FullName, typeof(FormatException).FullName],
            chain.Select(f => f.ErrorType));
        Assert.Equal("broken", chain[2].ErrorMessage);
        Assert.True(chain[2].IsCausedBy<SystemException>());
        Assert.False(chain[2].IsCausedBy<FormatException>());
    }

    [Fact]
    public async Task Failure_WithAChainWithoutEnd_IsCut()
    {
        var exception = Enumerable.Range(0, 200).Aggregate(new InvalidOperationException("first"), (inner, i) => new InvalidOperationException($"{i}", inner));
        await using var world = new DurableWorld()
            .Orchestrator("Outer", context => context.CallSubOrchestratorAsync<int>("Inner"))
            .Orchestrator("Inner", context => context.CallActivityAsync<int>("Break", 1))
            .Activity<int, int>("Break", int (int _) => throw exception)
            .Start();
        var chain = Chain((await world.RunAsync("Outer")).FailureDetails).ToList();
        Assert.Equal("199", chain[2].ErrorMessage);
        Assert.Equal(17, chain.Count);
    }

    [Fact]
    public async Task Failure_WhoseExceptionCannotBeRead_ArrivesAllTheSame()
    {
        await using var world = new DurableWorld()
            .Orchestrator("Call", context => context.CallActivityAsync<int>("Break", 1))
            .Activity<int, int>("Break", int (int _) => throw new UnreadableException())
            .Start();
        Assert.Equal(typeof(UnreadableException).FullName, (await world.RunAsync("Call")).FailureDetails!.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task ActivityWhoseOutcomeCannotBeStored_IsGivenUpAfterABoundedNumberOfTries()
    {
        var runs = 0;
        var deep = Enumerable.Range(0, 100).Aggregate((TaskFailureDetails?)null, (inner, _) => new TaskFailureDetails("Type", "deep", null, inner, null))!;
        await using var world = new DurableWorld
        {
            Outcome = activity =>
            {
                runs++;
                return new TaskFailed(activity.TaskId, deep);
            },
        };
        world.Orchestrator("Call", context => context.CallActivityAsync<int>("Break", 1)).Start();
        var ended = await world.EndAsync(await world.BeginAsync("Call"), TimeSpan.FromSeconds(10));
        Assert.Equal(EngineFailures.Poison, ended.FailureDetails!.InnerFailure!.ErrorType);
        Assert.Equal(WorkItemTries.Limit, runs);
        Assert.Equal(0, world.Count("SELECT COUNT(*) FROM activities"));
    }

    [Fact]
    public async Task Failure_OfAnInstance_IsToldWhereDataIsAskedFor()
    {
        await using var world = new DurableWorld().Orchestrator("Break", Task<int> (_) => throw new InvalidOperationException("broken")).Start();
        var id = await world.BeginAsync("Break");
        Assert.Equal("broken", (await world.EndAsync(id)).FailureDetails!.ErrorMessage);
        var ended = await world.Client.WaitForInstanceCompletionAsync(id, Cancel);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Null(ended.FailureDetails);
        Assert.Null((await world.Client.GetInstanceAsync(id, Cancel))!.FailureDetails);
    }

    [Fact]
    public async Task RetryPolicy_OfAFailingActivity_TriesAtItsIntervals()
    {
        var attempts = new List<DateTimeOffset>();
        DurableWorld world = null!;
        world = new DurableWorld()
            .Orchestrator("Retry", context => context.CallActivityAsync<string>(
                "Flaky", "x", TaskOptions.FromRetryPolicy(new RetryPolicy(4, TimeSpan.FromSeconds(10), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromSeconds(15)))))
            .Activity("Flaky", (string text) =>
            {
                attempts.Add(world.Time.GetUtcNow());
                return attempts.Count < 4 ? throw new InvalidOperationException("not yet") : text;
            });
        await using var _ = world.Start();
        var ended = await world.EndByTimersAsync(await world.BeginAsync("Retry"));
        Assert.Equal("x", ended.ReadOutputAs<string>());
        Assert.Equal([10, 15, 15], attempts.Zip(attempts.Skip(1), (a, b) => (b - a).TotalSeconds));
    }

    [Fact]
    public async Task RetryPolicy_ThatDoesNotHandleTheFailure_TriesOnce()
    {
        var attempts = 0;
        await using var world = new DurableWorld()
            .Orchestrator("Retry", context => context.CallActivityAsync<string>(
                "Broken",
                "x",
                TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromSeconds(1)) { HandleFailure = f => f.IsCausedBy<TimeoutException>() })))
            .Activity<string, string>("Broken", string (string _) =>
            {
                attempts++;
                throw new InvalidOperationException("for good");
            })
            .Start();
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await world.RunAsync("Retry")).RuntimeStatus);
        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task RetryHandler_OfASubOrchestration_DecidesWithTheContext()
    {
        var attempts = 0;
        await using var world = new DurableWorld()
            .Orchestrator("Retry", context => context.CallSubOrchestratorAsync<int>("Flaky", null, TaskOptions.FromRetryHandler(async retry =>
            {
                await retry.OrchestrationContext.CreateTimer(TimeSpan.FromSeconds(5), retry.CancellationToken);
                return retry.LastAttemptNumber < 3 && retry.LastFailure.IsCausedBy<InvalidOperationException>();
            })))
            .Orchestrator("Flaky", (_) => ++attempts < 3 ? throw new InvalidOperationException("not yet") : Task.FromResult(attempts))
            .Start();
        var ended = await world.EndByTimersAsync(await world.BeginAsync("Retry"));
        Assert.Equal(3, ended.ReadOutputAs<int>());
    }

    [Fact]
    public async Task CodeThatChanged_UnderAnInstance_FailsItAndSaysHow()
    {
        await using var world = new DurableWorld()
            .Orchestrator("Changing", async context =>
            {
                await context.CallActivityAsync<int>("First", 1);
                return await context.WaitForExternalEvent<string>("go");
            })
            .Activity("First", (int number) => number)
            .Activity("Second", (int number) => number)
            .Start();
        var id = await world.BeginAsync("Changing");
        await world.ReachedAsync(id, (_) => world.Count("SELECT COUNT(*) FROM history") == 2, "the activity's result is taken");
        world.Orchestrator("Changing", async context =>
        {
            await context.CallActivityAsync<int>("Second", 1);
            return await context.WaitForExternalEvent<string>("go");
        });
        await world.Client.RaiseEventAsync(id, "go", "x", Cancel);
        var failure = (await world.EndAsync(id)).FailureDetails!;
        Assert.Equal(EngineFailures.NonDeterministic, failure.ErrorType);
        Assert.Contains("the code wants to call activity 'Second' (#0), where the history has: call activity 'First' (#0)", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Delay")]
    [InlineData("Run")]
    [InlineData("Other")]
    [InlineData("Beside")]
    [InlineData("ConfigureAwait")]
    public async Task ForeignTask_Awaited_FailsTheOrchestrationAndSaysSo(string how)
    {
        var never = new TaskCompletionSource();
        var later = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var world = new DurableWorld()
            .Orchestrator("Delay", async (_) =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
                return 1;
            })
            .Orchestrator("Run", async (_) => await Task.Run(() => never.Task.Wait(20) ? 1 : 2))
            .Orchestrator("Other", async (_) =>
            {
                await never.Task;
                return 1;
            })
            .Orchestrator("Beside", async context =>
            {
                var timer = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
                await later.Task;
                await timer;
                return 1;
            })
            .Orchestrator("ConfigureAwait", async context =>
            {
                var one = await context.CallActivityAsync<int>("One", 1).ConfigureAwait(false);
                return await context.CallActivityAsync<int>("One", one);
            })
            .Activity("One", (int one) => one)
            .Start();
        var id = await world.BeginAsync(how);
        await world.Client.WaitForInstanceStartAsync(id, Cancel);
        later.SetResult();
        var failure = (await world.EndAsync(id)).FailureDetails!;
        Assert.Equal(EngineFailures.ForeignTask, failure.ErrorType);
        Assert.Contains($"'{how}'", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OrchestratorThatBlocksItsThread_PastTheLimit_FailsAndHoldsNobodyUp()
    {
        using var never = new ManualResetEventSlim();
        await using var world = new DurableWorld { TurnLimit = TimeSpan.FromMinutes(5) }
            .Orchestrator("Block", (_) => Task.FromResult(never.Wait(TimeSpan.FromSeconds(30))))
            .Orchestrator("Quick", (_) => Task.FromResult(1))
            .Start();
        var id = await world.BeginAsync("Block");
        Assert.Equal(1, await world.ResultAsync<int>("Quick"));
        var failure = (await world.EndAsync(id, TimeSpan.FromMinutes(1))).FailureDetails!;
        never.Set();
        Assert.Contains("did not yield", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingFunctions_FailWhoCallsThem()
    {
        await using var world = new DurableWorld().Orchestrator("Call", context => context.CallActivityAsync<int>("Nowhere", 1)).Start();
        Assert.Contains("'Nobody'", (await world.RunAsync("Nobody")).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("'Nowhere'", (await world.RunAsync("Call")).FailureDetails!.InnerFailure!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResultThatCannotBeRead_FailsWhereItIsAwaited()
    {
        await using var world = new DurableWorld()
            .Orchestrator("Read", async context =>
            {
                try
                {
                    return await context.CallActivityAsync<int>("Text", "x");
                }
                catch (System.Text.Json.JsonException)
                {
                    return -1;
                }
            })
            .Activity("Text", (string text) => text)
            .Start();
        Assert.Equal(-1, await world.ResultAsync<int>("Read"));
    }

    private sealed class UnreadableException : Exception
    {
        public override string Message => throw new InvalidOperationException("no message");

        public override string StackTrace => throw new InvalidOperationException("no trace");
    }

    private static IEnumerable<TaskFailureDetails> Chain(TaskFailureDetails? failure)
    {
        for (; failure is not null; failure = failure.InnerFailure)
        {
            yield return failure;
        }
    }
}
