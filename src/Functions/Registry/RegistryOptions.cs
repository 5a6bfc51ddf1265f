using ToskaMesh.Shared.Health;

namespace ToskaMesh.Functions.Registry;

/// <summary>The settings of section <c>Mesh</c> that the registry reads.</summary>
internal sealed class RegistryOptions
{
    /// <summary>How long nothing expires after the control plane slept. Above zero.</summary>
    public TimeSpan Grace { get; set; } = GraceRules.DefaultLength;

    /// <summary>A longer pause between two ticks is a sleep; in resting mode that is three of its ticks. Above zero.</summary>
    public TimeSpan SleepGap { get; set; } = GraceRules.DefaultGap;
}
