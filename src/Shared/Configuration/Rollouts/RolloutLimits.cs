namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>The sizes of rollouts.</summary>
public static class RolloutLimits
{
    public const int Steps = 20;

    public const long Samples = 1_000_000_000;

    /// <summary>Of a step: shorter than a gate can see anything in.</summary>
    public static TimeSpan ShortestBake { get; } = TimeSpan.FromSeconds(1);

    public static TimeSpan DefaultBake { get; } = TimeSpan.FromMinutes(5);

    public static TimeSpan LongestBake { get; } = TimeSpan.FromDays(1);

    public static TimeSpan ShortestApproval { get; } = TimeSpan.FromSeconds(1);

    public static TimeSpan LongestApproval { get; } = TimeSpan.FromDays(7);
}
