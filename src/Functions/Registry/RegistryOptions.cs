using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Health;

namespace ToskaMesh.Functions.Registry;

/// <summary>The settings of section <c>Mesh:Registry</c>.</summary>
internal sealed class RegistryOptions
{
    public const string Section = "Mesh:Registry";

    // Tick runs every 5 minutes then; see GraceRules.
    private static readonly TimeSpan ThreeTicksWhenResting = TimeSpan.FromMinutes(15);

    /// <summary>How long nothing expires after the control plane slept. Above zero.</summary>
    public TimeSpan Grace { get; set; } = GraceRules.DefaultLength;

    /// <summary>A longer pause between two ticks is a sleep. Above zero; 15 minutes by default in resting mode.</summary>
    public TimeSpan SleepGap { get; set; } = GraceRules.DefaultGap;

    public void Suit(MeshMode mode) => SleepGap = mode is MeshMode.Resting ? ThreeTicksWhenResting : GraceRules.DefaultGap;
}
