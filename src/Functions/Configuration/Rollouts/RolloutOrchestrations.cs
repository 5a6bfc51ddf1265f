using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary>Sees that an orchestration runs for each rollout that is under way: the store says which, whatever became of the hub.</summary>
public sealed partial class RolloutOrchestrations(IRolloutRun rollouts, TimeProvider time, ILogger<RolloutOrchestrations> logger)
{
    /// <summary>A tick has more to do, and a request waits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>For the tick: whatever fails here is tried again by the next.</summary>
    public async Task EnsureAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        IReadOnlyList<RolloutTarget> underWay = [];
        await TryAsync(async ct => underWay = await rollouts.ListUnderWayAsync(ct), cancellationToken);

        // Each by itself: one whose orchestration cannot be looked at holds up no other.
        foreach (var target in underWay)
        {
            await TryAsync(ct => EnsureAsync(client, target, ct), cancellationToken);
        }
    }

    /// <summary>For a request that began one: if it fails, the tick does it.</summary>
    public Task BeginAsync(DurableTaskClient client, RolloutTarget target, CancellationToken cancellationToken) =>
        TryAsync(ct => EnsureAsync(client, target, ct), cancellationToken);

    private static async Task EnsureAsync(DurableTaskClient client, RolloutTarget target, CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(target.InstanceId, cancellationToken) is not { RuntimeStatus: { } status })
        {
            status = OrchestrationRuntimeStatus.Completed;
        }

        // Without turns nobody would take a failing version back: a rollout is paused by its own command.
        if (status is OrchestrationRuntimeStatus.Suspended)
        {
            await client.ResumeInstanceAsync(target.InstanceId, cancellationToken);
        }
        else if (status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated)
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                RolloutOrchestration.Orchestration, target, new StartOrchestrationOptions(target.InstanceId), cancellationToken);
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await work(either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotStarted(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "It could not be seen whether the orchestrations of rollouts run; the next tick looks again")]
        public static partial void NotStarted(ILogger logger, Exception exception);
    }
}
