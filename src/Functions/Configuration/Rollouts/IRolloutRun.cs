namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary>What the activity of the orchestration does.</summary>
public interface IRolloutRun
{
    /// <summary>One turn, published. A store that is away is no end: the next turn tries again.</summary>
    Task<RolloutTurnResult> AdvanceAsync(RolloutTarget target, CancellationToken cancellationToken);

    /// <summary>The configurations with a rollout under way.</summary>
    Task<IReadOnlyList<RolloutTarget>> ListUnderWayAsync(CancellationToken cancellationToken);
}
