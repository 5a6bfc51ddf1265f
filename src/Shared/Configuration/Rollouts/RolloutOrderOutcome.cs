namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What came of a <see cref="RolloutCommand"/>.</summary>
public enum RolloutOrderOutcome
{
    Done = 0,

    /// <summary>It has no meaning where the rollout stands.</summary>
    NotNow,

    /// <summary>Somebody else must say it.</summary>
    NotByTheAuthor,

    /// <summary>The rollout is at another step than the caller means.</summary>
    OtherStep,

    /// <summary>What was to be approved is failing; what follows from that has happened.</summary>
    GateFailed,
}
