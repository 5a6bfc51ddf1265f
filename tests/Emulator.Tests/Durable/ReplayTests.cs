using CsCheck;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using ToskaMesh.Emulator.Durable.Failures;
using ToskaMesh.Emulator.Durable.History;
using ToskaMesh.Emulator.Durable.Replay;

namespace ToskaMesh.Emulator.Tests.Durable;

/// <summary>From a history and new events to a decision, without any I/O.</summary>
public class ReplayTests
{
    private static readonly DateTime Noon = DurableWorld.Noon.UtcDateTime;
    private static readonly ExecutionInfo Execution = new("instance", "execution", "Code", "\"in\"", null);
    private static readonly OrchestrationReplay Replay = new(DurableWorld.Converter, NullLoggerFactory.Instance);

    [Fact]
    public void FirstTurn_OfTwoCalls_AsksForBothInOrder()
    {
        var decision = Decide([], [new ExecutionStarted()], async context =>
            await Task.WhenAll(context.CallActivityAsync<int>("A", 1), context.CallActivityAsync<int>("B", 2)));
        Assert.Equal([new ActivityCalled(0, "A") { Input = "1" }, new ActivityCalled(1, "B") { Input = "2" }], decision.Turn.Actions);
        Assert.Null(decision.Completion);
        Assert.Equal(OrchestrationRuntimeStatus.Running, decision.Status);
    }

    [Fact]
    public void LaterTurn_OverItsHistory_AsksOnlyForWhatIsNew()
    {
        var decision = Decide([Started(new ActivityCalled(0, "A"))], [new TaskCompleted(0, "5")], Chain);
        Assert.Equal([new ActivityCalled(1, "A") { Input = "5" }], decision.Turn.Actions);
    }

    [Fact]
    public void LastTurn_OfTheCode_CompletesWithItsResult()
    {
        var decision = Decide(
            [Started(new ActivityCalled(0, "A")), Turned(new TaskCompleted(0, "5"), new ActivityCalled(1, "A"))], [new TaskCompleted(1, "7")], Chain);
        Assert.Equal(new Completion(OrchestrationRuntimeStatus.Completed, "7", null).ToString(), decision.Completion!.ToString());
    }

    [Fact]
    public void Time_OfTheCode_IsThatOfItsTurns()
    {
        var times = new List<(DateTime Time, bool Replaying)>();
        Decide([Started(new ActivityCalled(0, "A"))], [new TaskCompleted(0, "5")], async context =>
        {
            times.Add((context.CurrentUtcDateTime, context.IsReplaying));
            await context.CallActivityAsync<int>("A", 0);
            times.Add((context.CurrentUtcDateTime, context.IsReplaying));
            return 0;
        });
        Assert.Equal([(Noon, true), (Noon.AddHours(1), false)], times);
    }

    [Fact]
    public void EventsAfterTheEnd_AreNotTaken()
    {
        var decision = Decide([], [new ExecutionStarted(), new EventRaised("go", null), new EventRaised("again", null)], async context =>
        {
            await context.WaitForExternalEvent<object>("go");
            return 1;
        });
        Assert.Equal(2, decision.Taken);
        Assert.Equal(2, decision.Turn.Events.Count);
    }

    [Fact]
    public void CancelledTimer_OfThisTurn_IsTold()
    {
        async Task<object?> Code(TaskOrchestrationContext context)
        {
            using var stop = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(1), stop.Token);
            await context.WaitForExternalEvent<object>("go");
            stop.Cancel();
            await Task.WhenAny(timer);
            await context.WaitForExternalEvent<object>("end");
            return timer.IsCanceled;
        }

        var history = Started(new TimerCreated(0, Noon.AddHours(1)));
        var first = Decide([history], [new EventRaised("go", null)], Code);
        Assert.Equal([0], first.CancelledTimers);
        var second = Decide([history, first.Turn], [new TimerFired(0), new EventRaised("end", null)], Code);
        Assert.Empty(second.CancelledTimers);
        Assert.Equal("true", second.Completion!.Output);
    }

    [Theory]
    [InlineData("more", "of which the history knows nothing")]
    [InlineData("less", "which the code did not ask for")]
    [InlineData("other", "where the history has: call activity 'A' (#0)")]
    [InlineData("end", "the code ended, where the history goes on")]
    [InlineData("timer", "the code wants to create a timer")]
    public void Code_ThatDiffersFromItsHistory_FailsWithTheDifference(string how, string difference)
    {
        Turn[] history = how == "end"
            ? [Started(), Turned(new EventRaised("go", null))]
            : [Started(new ActivityCalled(0, "A")), Turned(new TaskCompleted(0, "1"), new ActivityCalled(1, "A"))];
        var decision = Decide(history, [new TaskCompleted(1, "1")], async context =>
        {
            switch (how)
            {
                case "more":
                    await Task.WhenAll(context.CallActivityAsync<int>("A", 0), context.CallActivityAsync<int>("A", 0), context.CallActivityAsync<int>("A", 0));
                    break;
                case "less":
                    await context.WaitForExternalEvent<int>("x");
                    break;
                case "other":
                    await context.CallActivityAsync<int>("B", 0);
                    break;
                case "timer":
                    await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                    break;
            }

            return 1;
        });
        var failure = decision.Completion!.Failure!;
        Assert.Equal(EngineFailures.NonDeterministic, failure.ErrorType);
        Assert.Contains(difference, failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Empty(decision.Turn.Actions);
    }

    [Fact]
    public void ForeignTask_AwaitedInAReplay_IsToldAsThat()
    {
        var decision = Decide([Started(new ActivityCalled(0, "A"))], [new TaskCompleted(0, "1")], async context =>
        {
            await new TaskCompletionSource().Task;
            return await context.CallActivityAsync<int>("A", 0);
        });
        Assert.Equal(EngineFailures.ForeignTask, decision.Completion!.Failure!.ErrorType);
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public void RetryTimeout_CountsWhatHasPassedBeforeTheDelay(int elapsedSeconds, bool triesAgain)
    {
        var policy = new RetryPolicy(10, TimeSpan.FromSeconds(30), retryTimeout: TimeSpan.FromSeconds(60));
        var delay = RetryDecision.Of(policy, 1, TimeSpan.FromSeconds(elapsedSeconds), EngineFailures.Of("Type", "failed"));
        Assert.Equal(triesAgain ? TimeSpan.FromSeconds(30) : null, delay);
    }

    [Fact]
    public void Difference_ThatTheCodeSwallows_FailsAllTheSame()
    {
        var decision = Decide([Started(new ActivityCalled(0, "A"))], [new TaskCompleted(0, "1")], async context =>
        {
            try
            {
                await context.CallActivityAsync<int>("B", 0);
            }
            catch (Exception)
            {
                // Whatever it was.
            }

            return 1;
        });
        Assert.Equal(EngineFailures.NonDeterministic, decision.Completion!.Failure!.ErrorType);
    }

    [Fact]
    public void Suspended_TakesControlEventsOnly()
    {
        var first = Decide([Started(new ActivityCalled(0, "A"))], [new ExecutionSuspended("why"), new TaskCompleted(0, "1")], Chain);
        Assert.Equal((1, OrchestrationRuntimeStatus.Suspended), (first.Taken, first.Status));
        Assert.Empty(first.Turn.Actions);
        var second = Decide(
            [Started(new ActivityCalled(0, "A")), first.Turn], [new ExecutionResumed("why"), new TaskCompleted(0, "1")], Chain, OrchestrationRuntimeStatus.Suspended);
        Assert.Equal((2, OrchestrationRuntimeStatus.Running), (second.Taken, second.Status));
        Assert.Single(second.Turn.Actions);
    }

    [Fact]
    public void SuspendedBeforeItsStart_IsPendingAgainAfterwards()
    {
        var suspended = Decide([], [new ExecutionSuspended(null)], Chain, OrchestrationRuntimeStatus.Pending);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, suspended.Status);
        var resumed = Decide([suspended.Turn], [new ExecutionResumed(null)], Chain, OrchestrationRuntimeStatus.Suspended);
        Assert.Equal(OrchestrationRuntimeStatus.Pending, resumed.Status);
    }

    [Fact]
    public void Terminated_EndsWithoutItsCode()
    {
        var decision = Decide([Started()], [new ExecutionTerminated("\"out\"", Recursive: true)], (_) => throw new InvalidOperationException("never called"));
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "\"out\"", true), (decision.Completion!.Status, decision.Completion.Output, decision.Completion.EndsChildren));
    }

    [Fact]
    public void Guids_AreTheSameAtEachReplayAndDifferentInOneExecution()
    {
        List<Guid> Made()
        {
            var made = new List<Guid>();
            Decide([], [new ExecutionStarted()], context =>
            {
                made.AddRange([context.NewGuid(), context.NewGuid()]);
                return Task.FromResult<object?>(null);
            });
            return made;
        }

        Assert.Equal(Made(), Made());
        Assert.NotEqual(Made()[0], Made()[1]);
    }

    [Fact]
    public void Turns_SplitInAnyWay_LeadToTheSameHistoryOfCallsAndTheSameResult()
    {
        static async Task<object?> Code(TaskOrchestrationContext context)
        {
            var sums = await Task.WhenAll(Enumerable.Range(0, 3).Select(async branch =>
            {
                var first = await context.CallActivityAsync<int>($"First{branch}", branch);
                var second = await context.CallSubOrchestratorAsync<int>($"Second{branch}", first);
                return first + second + await context.WaitForExternalEvent<int>("bonus");
            }));
            return sums.Sum();
        }

        Gen.Select(Gen.Int[0, int.MaxValue - 1].Array[9], Gen.Int[1, 9].Array[9]).Sample((order, sizes) =>
        {
            var (whole, wholeResult) = Play(order, [9], Code);
            var (split, splitResult) = Play(order, sizes, Code);

            // Where the events of one turn come in one order, the calls do, too; the sum is the same in any order.
            Assert.Equal(wholeResult, splitResult);
            Assert.Equal(whole.Order(), split.Order());
        });
    }

    /// <summary>Answers what the code asks for, in an order of chance and in turns of the given sizes, until it ends.</summary>
    private static (List<string> Calls, string? Result) Play(int[] order, int[] sizes, OrchestratorCode code)
    {
        var (history, calls, step) = (new List<Turn>(), new List<string>(), 0);
        var waiting = new List<TurnEvent> { new EventRaised("bonus", "1"), new EventRaised("bonus", "1"), new EventRaised("bonus", "1") };
        IReadOnlyList<TurnEvent> next = [new ExecutionStarted()];
        while (true)
        {
            var decision = Decide([.. history], next, code);
            if (decision.Completion is { } end)
            {
                Assert.True(end.Status == OrchestrationRuntimeStatus.Completed, end.Failure?.ToString());
                return (calls, end.Output);
            }

            history.Add(decision.Turn);
            foreach (var action in decision.Turn.Actions)
            {
                calls.Add(action switch
                {
                    ActivityCalled called => called.Name,
                    SubOrchestrationCalled called => called.Name,
                    _ => throw new InvalidOperationException($"{action}"),
                });
                waiting.Add(new TaskCompleted(action.Id, "10"));
            }

            var taken = new List<TurnEvent>();
            for (var size = sizes[step % sizes.Length]; size > 0 && waiting.Count > 0; size--)
            {
                var index = order[step++ % order.Length] % waiting.Count;
                taken.Add(waiting[index]);
                waiting.RemoveAt(index);
            }

            next = taken;
        }
    }

    private static async Task<object?> Chain(TaskOrchestrationContext context)
    {
        var one = await context.CallActivityAsync<int>("A", 0);
        return await context.CallActivityAsync<int>("A", one);
    }

    private static Turn Started(params TurnAction[] actions) => new(Noon, [new ExecutionStarted()], actions);

    private static Turn Turned(TurnEvent happened, params TurnAction[] actions) => new(Noon, [happened], actions);

    private static TurnDecision Decide<T>(Turn[] history, IReadOnlyList<TurnEvent> waiting, Func<TaskOrchestrationContext, Task<T>> code) =>
        Decide(history, waiting, async context => await code(context), OrchestrationRuntimeStatus.Running);

    private static TurnDecision Decide(
        Turn[] history, IReadOnlyList<TurnEvent> waiting, OrchestratorCode code, OrchestrationRuntimeStatus status = OrchestrationRuntimeStatus.Running) =>
        Replay.Decide(code, Execution, history, waiting, status, Noon.AddHours(1), () => { });
}
