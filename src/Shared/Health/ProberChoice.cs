namespace ToskaMesh.Shared.Health;

/// <summary>Who probes where <c>Mesh:Health:Prober</c> says nothing.</summary>
public static class ProberChoice
{
    /// <summary>Whether this build's control plane can probe. While it cannot, gateways do it in every mode, so that nothing is unprobed.</summary>
    public static bool ControlPlaneProbes => false;

    /// <param name="isResting">A control plane at rest is asleep between its ticks, and probes nothing.</param>
    public static HealthProber Default(bool isResting) =>
        ControlPlaneProbes && !isResting ? HealthProber.Functions : HealthProber.Gateway;

    /// <summary>Why this choice cannot be made, or null.</summary>
    public static string? Refusal(HealthProber prober, bool isResting) => prober switch
    {
        HealthProber.Gateway => null,
        HealthProber.Functions when isResting => "must be gateway in resting mode: the control plane is asleep between its ticks",
        HealthProber.Functions when !ControlPlaneProbes => "must be gateway: the control plane of this build does not probe yet",
        HealthProber.Functions => null,
        _ => "must be functions or gateway",
    };
}
