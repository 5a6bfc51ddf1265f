using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Probing;

/// <summary>Sees that the one sweep runs while there is something to probe. It ends by itself.</summary>
public sealed partial class ProbeSweepStart(IProbeSweep sweep, TimeProvider time, ILogger<ProbeSweepStart> logger)
{
    /// <summary>A tick has more to do, and none follows while one runs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>For the tick, which has more to do than this: whatever fails here is tried again by the next.</summary>
    public async Task EnsureAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (!await IsRunningAsync(client, either.Token) && (await sweep.PlanAsync(int.MaxValue, either.Token)).Shards.Count > 0)
            {
                await client.ScheduleNewOrchestrationInstanceAsync(
                    ProbeSweepFunctions.Orchestration, input: null, new StartOrchestrationOptions(ProbeSweepFunctions.InstanceId), either.Token);
                Log.Started(logger);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotStarted(logger, exception);
        }
    }

    private static async Task<bool> IsRunningAsync(DurableTaskClient client, CancellationToken cancellationToken) =>
        await client.GetInstanceAsync(ProbeSweepFunctions.InstanceId, cancellationToken) is { RuntimeStatus: { } status }
        && status is not (OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated);
}
