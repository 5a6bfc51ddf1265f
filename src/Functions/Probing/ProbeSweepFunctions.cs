using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ToskaMesh.Functions.Probing;

/// <summary>
/// The control plane's probing: one orchestration that starts a round every few seconds, for as long as there is
/// something to probe. Each shard probes its instances at their own times within the round.
/// </summary>
public sealed class ProbeSweepFunctions(IProbeSweep sweep)
{
    public const string Orchestration = "ProbeSweep";

    /// <summary>There is one.</summary>
    public const string InstanceId = "probe-sweep";

    [Function(Orchestration)]
    public static async Task RunSweep([OrchestrationTrigger] TaskOrchestrationContext context, SweepWindow? last)
    {
        ArgumentNullException.ThrowIfNull(context);
        var now = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero);
        var window = last is null ? new SweepWindow(now) : SweepWindow.After(last, now);
        var plan = await context.CallActivityAsync<ProbePlan>(nameof(PlanProbes), ProbePlan.ShardSize);
        if (plan.Shards.Count == 0)
        {
            return;
        }

        // Nobody waits for them: what they find they store themselves, and one that hangs on slow targets must not hold
        // up the next round of the others.
        foreach (var shard in plan.Of(window))
        {
            _ = context.CallActivityAsync(nameof(ProbeShard), shard);
        }

        await context.CreateTimer(window.End.UtcDateTime, CancellationToken.None);
        context.ContinueAsNew(window);
    }

    [Function(nameof(PlanProbes))]
    public Task<ProbePlan> PlanProbes([ActivityTrigger] int shardSize, CancellationToken cancellationToken) =>
        sweep.PlanAsync(shardSize, cancellationToken);

    [Function(nameof(ProbeShard))]
    public Task ProbeShard([ActivityTrigger] ShardWindow shard, CancellationToken cancellationToken) => sweep.ProbeAsync(shard, cancellationToken);
}
