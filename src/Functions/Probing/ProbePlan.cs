namespace ToskaMesh.Functions.Probing;

/// <summary>Who is probed in a round.</summary>
/// <param name="Shards">The first id of each shard, in order; none ends the sweep.</param>
public sealed record ProbePlan(IReadOnlyList<string> Shards)
{
    /// <summary>Instances in a shard: so many are probed by one activity.</summary>
    public const int ShardSize = 500;

    public IEnumerable<ShardWindow> Of(SweepWindow window) => Shards.Select(
        (from, place) => new ShardWindow(from, place + 1 < Shards.Count ? Shards[place + 1] : null, window.Start));
}
