namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>The sizes of rollouts.</summary>
public static class RolloutLimits
{
    public const int Steps = 20;

    /// <summary>Of a timeline; the oldest go.</summary>
    public const int Notes = 200;

    /// <summary>Why an instance could not apply a version.</summary>
    public const int ErrorLength = 512;

    /// <summary>Rollouts of one configuration that are kept when they are over; the oldest go.</summary>
    public const int Kept = 100;

    /// <summary>Backends of a route that are remembered as Unhealthy from before; more of them count as if they were ill since.</summary>
    public const int Ill = 500;

    /// <summary>Services of which it is remembered what the old version did; those with the fewest requests go.</summary>
    public const int Remembered = 500;

    public const long Samples = 1_000_000_000;

    /// <summary>Of a step: shorter than a gate can see anything in.</summary>
    public static TimeSpan ShortestBake { get; } = TimeSpan.FromSeconds(1);

    public static TimeSpan DefaultBake { get; } = TimeSpan.FromMinutes(5);

    public static TimeSpan LongestBake { get; } = TimeSpan.FromDays(1);

    public static TimeSpan ShortestApproval { get; } = TimeSpan.FromSeconds(1);

    public static TimeSpan LongestApproval { get; } = TimeSpan.FromDays(7);
}
