using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Probing;

/// <summary>Sees that the one sweep runs while there is something to probe. It ends by itself.</summary>
public sealed partial class ProbeSweepStart(IProbeSweep sweep, ILogger<ProbeSweepStart> logger)
{
    /// <summary>For the tick, which has more to do than this: whatever fails here is tried again by the next.</summary>
    public async Task EnsureAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        try
        {
            if (!await IsRunningAsync(client, cancellationToken) && (await sweep.PlanAsync(int.MaxValue, cancellationToken)).Shards.Count > 0)
            {
                await client.ScheduleNewOrchestrationInstanceAsync(
                    ProbeSweepFunctions.Orchestration, input: null, new StartOrchestrationOptions(ProbeSweepFunctions.InstanceId), cancellationToken);
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
