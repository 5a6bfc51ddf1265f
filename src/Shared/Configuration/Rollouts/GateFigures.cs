namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What a gate is asked about requests.</summary>
/// <param name="Whole">By service.</param>
/// <param name="Recent">The end of that time, judged by itself too where it has enough requests: an hour of successes would hide minutes in which everything fails.</param>
public sealed record GateFigures(IReadOnlyList<GateWindow> Whole, IReadOnlyList<GateWindow> Recent)
{
    public static GateFigures None { get; } = new([], []);
}
