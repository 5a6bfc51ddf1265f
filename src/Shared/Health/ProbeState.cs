using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Health;

/// <summary>
/// What the probes of an instance add up to. The counts are of results in a row, and only those that can still change
/// something are kept: while an instance is well its state stays the same, and nothing has to be stored.
/// </summary>
public sealed record ProbeState
{
    /// <summary>Never probed: unknown, and routable.</summary>
    public static ProbeState Unprobed { get; } = new();

    /// <summary>What the thresholds made of the results so far.</summary>
    public HealthStatus Status { get; init; }

    /// <summary>Why it became so.</summary>
    public string? Output { get; init; }

    /// <summary>When it was last probed; up to <see cref="ProbeTransitions.NoteEvery"/> ago while nothing changes.</summary>
    public DateTimeOffset? LastProbe { get; init; }

    /// <summary>Critical results in a row, at most as many as matter.</summary>
    public int Failures { get; init; }

    /// <summary>Results in a row that were no better than a warning, while it is healthy.</summary>
    public int Doubts { get; init; }

    /// <summary>Passing results in a row, while it is not healthy.</summary>
    public int Successes { get; init; }

    /// <summary>Results in a row that were at least a warning, while it is critical.</summary>
    public int Recoveries { get; init; }

    /// <summary>How often it became critical with less than <see cref="ProbeTransitions.Calm"/> in between; 0 when it never did.</summary>
    public int Falls { get; init; }

    public DateTimeOffset? LastFall { get; init; }
}
