namespace ToskaMesh.Functions.Probing;

/// <summary>What the activities of the sweep do.</summary>
public interface IProbeSweep
{
    /// <summary>None where gateways probe: a sweep that still runs then ends.</summary>
    Task<ProbePlan> PlanAsync(int shardSize, CancellationToken cancellationToken);

    /// <summary>Probes what is due in the round. A shard that comes a whole round late is left to the next: the process is too busy to catch up.</summary>
    Task ProbeAsync(ShardWindow shard, CancellationToken cancellationToken);
}
