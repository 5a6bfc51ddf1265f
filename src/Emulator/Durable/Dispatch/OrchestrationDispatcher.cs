using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Durable.Changes;
using ToskaMesh.Emulator.Durable.Failures;
using ToskaMesh.Emulator.Durable.History;
using ToskaMesh.Emulator.Durable.Replay;
using ToskaMesh.Emulator.Durable.Store;

namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>Gives orchestrations their turns, one at a time for each, and commits what a turn decides.</summary>
internal sealed partial class OrchestrationDispatcher(
    StoreReader reader,
    StoreWriter writer,
    ReadyInstances ready,
    IOrchestratorFunctions functions,
    OrchestrationReplay replay,
    EngineClock clock,
    TimeProvider time,
    TimeSpan? turnLimit,
    IReadOnlyCollection<string> recovered,
    ILogger<OrchestrationDispatcher> logger)
{
    /// <summary>Bounds the memory of a turn; the rest of the inbox waits for the next one.</summary>
    private const int MostMessages = 1000;

    private const int CachedEvents = 200_000;

    private readonly ExecutionCache _cache = new(CachedEvents);
    private readonly WorkItemTries _tries = new();
    private readonly RecoveredItems<string> _recovered = new(recovered);

    /// <summary>Runs until it is stopped; the turn under way is committed.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            string instance;
            try
            {
                instance = await ready.TakeAsync(stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            ready.Release(instance, await TryTurnAsync(instance, stopping));
        }
    }

    /// <returns>Whether there is more to do for it.</returns>
    private async Task<bool> TryTurnAsync(string instance, CancellationToken stopping)
    {
        try
        {
            var more = await TurnAsync(instance);
            _tries.Succeeded(instance);
            return more;
        }
        catch (Exception exception)
        {
            _cache.Take(instance);
            var failures = _tries.Failed(instance, exception);
            Log.TurnFailed(logger, instance, failures, exception);
            if (failures >= WorkItemTries.Limit && await TryGiveUpAsync(instance))
            {
                return false;
            }

            await Task.Delay(WorkItemTries.DelayAfter(failures, exception), time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return true;
        }
    }

    private async Task<bool> TurnAsync(string instance)
    {
        if ((_cache.Take(instance) ?? Load(instance)) is not { } state)
        {
            return false;
        }

        var suspended = state.Instance.Status == OrchestrationRuntimeStatus.Suspended;
        var arrived = reader.Read(db => InboxTable.Read(db, instance, clock.Now.Ticks, suspended, MostMessages));
        var (timely, late) = Sort(arrived, state.Instance);
        if (timely.Count == 0)
        {
            return await DropAsync(state, late) || arrived.Count == MostMessages;
        }

        if (_recovered.Take(instance) && await writer.SubmitAsync(new CountTurnAttempt(instance)) > WorkItemTries.Limit)
        {
            return !await TryGiveUpAsync(instance);
        }

        var decision = await DecideAsync(state, timely);
        if (decision is { Taken: 0, Completion: null })
        {
            _cache.Put(state);
            return false;
        }

        var taken = timely.Take(decision.Taken).Select(m => m.Number).Concat(late).ToList();
        if (!await CommitAsync(state, decision, taken))
        {
            return true;
        }

        return arrived.Count == MostMessages
            || decision.Taken < timely.Count
            || (suspended && state.Instance.Status != OrchestrationRuntimeStatus.Suspended);
    }

    private ExecutionState? Load(string instance) => reader.Read(db => InstanceTable.Find(db, instance) is { } found
        ? new ExecutionState(found, found.HasEnded ? [] : HistoryTable.Read(db, instance))
        : null);

    /// <summary>Whatever is for an execution that is over, or for an instance that has ended, comes too late.</summary>
    private static (List<InboxMessage> Timely, List<long> Late) Sort(List<InboxMessage> arrived, InstanceRecord instance)
    {
        var timely = arrived.FindAll(m => !instance.HasEnded && (m.ExecutionId is null || m.ExecutionId == instance.ExecutionId));
        return (timely, [.. arrived.Except(timely).Select(m => m.Number)]);
    }

    /// <returns>Whether what is known of the instance is stale, and so is the judgement that nothing is to be done.</returns>
    private async Task<bool> DropAsync(ExecutionState state, List<long> late)
    {
        var isStill = late.Count > 0
            ? await writer.SubmitAsync(new DropMessages(state.Instance, late))
            : reader.Read(db => InstanceTable.IsStill(db, state.Instance));
        if (!isStill)
        {
            return true;
        }

        if (!state.Instance.HasEnded)
        {
            _cache.Put(state);
        }

        return false;
    }

    private async Task<TurnDecision> DecideAsync(ExecutionState state, List<InboxMessage> messages)
    {
        var instance = state.Instance;
        var parent = instance.Parent is { } p ? new Microsoft.DurableTask.ParentOrchestrationInstance(p.Name, p.InstanceId) : null;
        var execution = new ExecutionInfo(instance.Id, instance.ExecutionId, instance.Name, instance.Input, parent);
        var events = messages.ConvertAll(m => m.Event);
        var now = Latest(clock.Now, state.History);
        await using var call = functions.Find(instance.Name, instance.Id, instance.Input);
        var deciding = Task.Run(() => replay.Decide(
            call is null ? null : call.RunAsync, execution, state.History, events, instance.Status, now, () => _ = AbortAsync(instance)));
        try
        {
            return await deciding.WaitAsync(turnLimit ?? Timeout.InfiniteTimeSpan, time);
        }
        catch (TimeoutException) when (!deciding.IsCompleted)
        {
            // Its thread is lost to it; nothing that it may yet decide is committed.
            var failure = EngineFailures.Blocked(instance.Name, turnLimit!.Value);
            return new TurnDecision(new Turn(now, events, []), events.Count, instance.Status) { Completion = Completion.Failed(failure) };
        }
    }

    /// <summary>The wall clock may have been set back while no host ran.</summary>
    private static DateTime Latest(DateTime now, List<Turn> history) => history.Count > 0 && history[^1].Time > now ? history[^1].Time : now;

    private async Task<bool> CommitAsync(ExecutionState state, TurnDecision decision, List<long> taken)
    {
        var read = state.Instance;
        if (await writer.SubmitAsync(new CommitTurn(read, state.History.Count, taken, decision)) is not { } next)
        {
            Log.Overtaken(logger, read.Name, read.Id);
            return false;
        }

        if (decision.Completion is { } end)
        {
            Tell(next, end);
        }

        if (!next.HasEnded)
        {
            state.Advance(next, decision.Turn);
            _cache.Put(state);
        }

        return true;
    }

    private void Tell(InstanceRecord instance, Completion end)
    {
        if (end.Status == OrchestrationRuntimeStatus.Failed)
        {
            Log.Failed(logger, instance.Name, instance.Id, end.Failure!.ToString());
        }
        else
        {
            Log.Ended(logger, instance.Name, instance.Id, end.Status);
        }
    }

    /// <summary>The code turned out to await what is not the context's, maybe while it also waits for something that is.</summary>
    private async Task AbortAsync(InstanceRecord instance)
    {
        try
        {
            var aborted = new ExecutionAborted(EngineFailures.AwaitsForeignTask(instance.Name));
            await writer.SubmitAsync(new SendMessage(instance.Id, instance.ExecutionId, aborted));
        }
        catch (Exception exception)
        {
            Log.NotAborted(logger, instance.Name, instance.Id, exception);
        }
    }

    /// <summary>Ends it without its code and its history, either of which may be what cannot be had.</summary>
    private async Task<bool> TryGiveUpAsync(string instance)
    {
        try
        {
            var failure = EngineFailures.Tried($"Orchestration '{instance}'", WorkItemTries.Limit);
            await writer.SubmitAsync(new FailInstance(instance, failure));
            _tries.Succeeded(instance);
            return true;
        }
        catch (Exception exception)
        {
            Log.NotGivenUp(logger, instance, exception);
            return false;
        }
    }
}
