namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary>Section <c>Mesh:Rollouts</c>.</summary>
internal sealed class RolloutOptions
{
    public const string Section = "Mesh:Rollouts";

    /// <summary>How often the gate of a rollout that is under way is asked; 1 s to 1 h. A failure is seen within it.</summary>
    public TimeSpan GateInterval { get; set; } = TimeSpan.FromSeconds(5);
}
