using Microsoft.Extensions.Logging;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Configuration.Rollouts;

namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary>What follows at once from what somebody told a rollout, and the answer to it.</summary>
public sealed partial class RolloutFollowUp(
    AdvanceRollout advance, IRolloutStore rollouts, IAfterCommit afterCommit, TimeProvider time, ILogger<RolloutFollowUp> logger)
{
    /// <summary>
    /// The next turn, such as the next step's share, published. It does not fail: what was told is committed, and an answer
    /// that says otherwise would be tried again. What is left here the orchestration does, and the tick.
    /// </summary>
    /// <returns>The rollout as it is then, or as it was committed where it cannot be read.</returns>
    public async Task<RolloutAnswer> RunAsync(Rollout committed, CancellationToken cancellationToken)
    {
        var (rollout, seen) = (committed, RolloutSight.Recall(committed));
        await TryAsync(committed, () => advance.RunAsync(committed.Key, cancellationToken), cancellationToken);
        await afterCommit.RunAsync();
        await TryAsync(
            committed,
            async () =>
            {
                var found = await rollouts.FindAsync(committed.Id, cancellationToken) ?? committed;
                (seen, rollout) = (await advance.LookAsync(found, cancellationToken), found);
            },
            cancellationToken);
        return RolloutAnswer.From(rollout, seen, time.GetUtcNow());
    }

    private async Task TryAsync(Rollout rollout, Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Left(logger, rollout.Key.ToString(), exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What somebody told the rollout of {Configuration} is committed; what follows from it is left to its next turn")]
        public static partial void Left(ILogger logger, string configuration, Exception exception);
    }
}
