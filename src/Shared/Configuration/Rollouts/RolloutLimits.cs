namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>The sizes of rollouts.</summary>
public static class RolloutLimits
{
    public const int Steps = 20;

    /// <summary>In a timeline, of what the gate said; the oldest go.</summary>
    public const int Judgements = 50;

    /// <summary>In a timeline, of more instances that got the version; the oldest go.</summary>
    public const int Widenings = 50;

    /// <summary>In a timeline, of pauses, resumptions and questions for approval together; the oldest go.</summary>
    public const int Halts = 200;

    /// <summary>Of what the gate last said, in what is stored; what it says now has no bound.</summary>
    public const int Reasons = 20;

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

    /// <summary>Between two verdicts that are told, and other reasons that are stored: what goes to and fro is no news. A failure is told at once.</summary>
    public static TimeSpan JudgementInterval { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Between two times of taking down figures while nothing else changes: each is a write.</summary>
    public static TimeSpan FiguresInterval { get; } = TimeSpan.FromMinutes(10);

    public static TimeSpan ShortestApproval { get; } = TimeSpan.FromSeconds(1);

    public static TimeSpan LongestApproval { get; } = TimeSpan.FromDays(7);
}
