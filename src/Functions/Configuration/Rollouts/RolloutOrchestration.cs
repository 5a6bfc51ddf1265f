using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary>
/// Takes the rollout of a configuration on until it is over: a turn, a durable timer, and the same again. What it is
/// about lies in the store and each turn is one transaction there, so an orchestration that is lost, doubled or late
/// repeats nothing.
/// </summary>
public sealed class RolloutOrchestration(IRolloutRun rollouts)
{
    public const string Orchestration = "ConfigRollout";

    [Function(Orchestration)]
    public static async Task RunRollout([OrchestrationTrigger] TaskOrchestrationContext context, RolloutTarget target)
    {
        ArgumentNullException.ThrowIfNull(context);
        var turn = await context.CallActivityAsync<RolloutTurnResult>(nameof(AdvanceRollout), target);
        if (!turn.GoesOn)
        {
            return;
        }

        await context.CreateTimer(context.CurrentUtcDateTime + turn.Wait, CancellationToken.None);
        context.ContinueAsNew(target);
    }

    [Function(nameof(AdvanceRollout))]
    public Task<RolloutTurnResult> AdvanceRollout([ActivityTrigger] RolloutTarget target, CancellationToken cancellationToken) =>
        rollouts.AdvanceAsync(target, cancellationToken);
}
