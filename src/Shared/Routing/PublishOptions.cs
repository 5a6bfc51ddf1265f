using ToskaMesh.Shared.Health;

namespace ToskaMesh.Shared.Routing;

/// <summary>What publishing must be told.</summary>
public sealed class PublishOptions
{
    /// <summary>How long the first table of a new epoch waits when there is a table of another: time for what is alive to register. Above zero.</summary>
    public TimeSpan Grace { get; set; } = GraceRules.DefaultLength;

    /// <summary>Who probes: only for gateways the checks are in the table.</summary>
    public HealthProber Prober { get; set; } = ProberChoice.Default(isResting: false);
}
