using Microsoft.DurableTask;
using ToskaMesh.Emulator.Durable.History;

namespace ToskaMesh.Emulator.Durable.Replay;

internal sealed partial class ReplayContext
{
    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        var data = converter.Serialize(input);
        return CallAsync(options?.Retry, () => Open<TResult>(name, id => new ActivityCalled(id, name) { Input = data }, out _).Task);
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        var data = converter.Serialize(input);
        var instanceId = (options as SubOrchestrationOptions)?.InstanceId;
        return CallAsync(options?.Retry, () => Open<TResult>(
            orchestratorName,
            id => new SubOrchestrationCalled(id, orchestratorName, instanceId ?? ChildId(id)) { Input = data },
            out _).Task);
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var utc = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        var timer = Open<object>("timer", id => new TimerCreated(id, utc), out var number);
        if (cancellationToken.CanBeCanceled)
        {
            cancellationToken.Register(() => Cancel(timer, number, cancellationToken));
        }

        return timer.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        ThrowIfElsewhere();
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        var waiting = new OpenTask<T>(eventName, 0);
        _events.Wait(eventName, waiting);
        if (waiting.IsOpen && cancellationToken.CanBeCanceled)
        {
            cancellationToken.Register(() => waiting.TryCancel(cancellationToken));
        }

        return waiting.Task;
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var data = converter.Serialize(payload);
        Ask(id => new EventSent(id, instanceId, eventName) { Payload = data });
    }

    private Task<T> CallAsync<T>(TaskRetryOptions? retry, Func<Task<T>> call) => retry is null ? call() : WithRetriesAsync(retry, call);

    private OpenTask<T> Open<T>(string name, Func<int, TurnAction> action, out int id)
    {
        id = Ask(action);
        var task = new OpenTask<T>(name, id);
        _open.Add(id, task);
        return task;
    }

    private int Ask(Func<int, TurnAction> action)
    {
        ThrowIfElsewhere();
        var wanted = action(recorded.Next);
        if (recorded.Take(wanted, _replaying))
        {
            _actions.Add(wanted);
        }

        return wanted.Id;
    }

    private void Cancel(OpenTask<object> timer, int id, CancellationToken token)
    {
        // Another thread's doing is found by the scheduler; the rest here is this thread's alone.
        if (!timer.TryCancel(token) || !scheduler.IsItsThread)
        {
            return;
        }

        _open.Remove(id);
        if (!_replaying)
        {
            _cancelledTimers.Add(id);
        }
    }

    private async Task<T> WithRetriesAsync<T>(TaskRetryOptions retry, Func<Task<T>> call)
    {
        var started = _now;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException failed)
            {
                if (!await TriesAgainAsync(retry, attempt, started, failed.FailureDetails))
                {
                    throw;
                }
            }
        }
    }

    private async Task<bool> TriesAgainAsync(TaskRetryOptions retry, int attempt, DateTime started, TaskFailureDetails failure)
    {
        if (retry.Handler is { } handler)
        {
            return await handler(new RetryContext(this, attempt, failure, _now - started, CancellationToken.None));
        }

        if (RetryDecision.Of(retry.Policy!, attempt, _now - started, failure) is not { } delay)
        {
            return false;
        }

        await CreateTimer(_now + delay, CancellationToken.None);
        return true;
    }

    private string ChildId(int id) => DeterministicGuid.Of(execution.ExecutionId, "sub", id).ToString("N");
}
