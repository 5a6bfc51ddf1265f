namespace ToskaMesh.Shared.Health;

/// <summary>Who probes where <c>Mesh:Health:Prober</c> says nothing, and what it may say.</summary>
public static class ProberChoice
{
    /// <param name="isResting">A control plane at rest is asleep between its ticks, and probes nothing.</param>
    public static HealthProber Default(bool isResting) => isResting ? HealthProber.Gateway : HealthProber.Functions;

    /// <summary>Why this choice cannot be made, or null.</summary>
    public static string? Refusal(HealthProber prober, bool isResting) => prober switch
    {
        HealthProber.Gateway => null,
        HealthProber.Functions when isResting => "must be gateway in resting mode: the control plane is asleep between its ticks",
        HealthProber.Functions => null,
        _ => "must be functions or gateway",
    };
}
