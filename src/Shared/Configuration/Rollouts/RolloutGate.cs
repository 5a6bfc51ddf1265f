namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What instances with the new version must hold to for the rollout to go on.</summary>
public sealed record RolloutGate
{
    /// <summary>Of them; more that are Unhealthy fail. 0 to 100.</summary>
    public int MaxUnhealthyPercent { get; init; }

    /// <summary>Requests without an answer or with 5xx, of all; more fail. Null does not ask. 0 to 1.</summary>
    public double? MaxErrorRate { get; init; }

    /// <summary>Requests before a rate says anything.</summary>
    public long MinSamples { get; init; } = 1;

    /// <summary>Whether <see cref="MaxErrorRate"/> is what they may have beyond the instances with the old version.</summary>
    public bool CompareWithStable { get; init; }
}
