using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Configuration.Rollouts;

internal sealed partial class RolloutRun(
    AdvanceRollout advance, IRolloutStore rollouts, IAfterCommit afterCommit, IOptions<RolloutOptions> options, ILogger<RolloutRun> logger)
    : IRolloutRun
{
    public async Task<RolloutTurnResult> AdvanceAsync(RolloutTarget target, CancellationToken cancellationToken)
    {
        try
        {
            var (rollout, isSeen) = await advance.RunAsync(target.ToKey(), cancellationToken);
            if (isSeen)
            {
                await afterCommit.RunAsync();
            }

            return new RolloutTurnResult(rollout is { IsOver: false }, options.Value.GateInterval);
        }
        catch (StoreUnavailableException exception)
        {
            Log.NotSeen(logger, target.Name, target.Environment, exception);
            return new RolloutTurnResult(true, options.Value.GateInterval);
        }
    }

    public async Task<IReadOnlyList<RolloutTarget>> ListUnderWayAsync(CancellationToken cancellationToken) =>
        [.. (await rollouts.ListUnderWayAsync(cancellationToken)).Select(RolloutTarget.Of)];

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The rollout of {Name} in {Environment} could not be looked after; the next turn tries again")]
        public static partial void NotSeen(ILogger logger, string name, string environment, Exception exception);
    }
}
