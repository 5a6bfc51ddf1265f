namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>How a version is to come to all instances.</summary>
public sealed record RolloutPlan
{
    public required string Author { get; init; }

    /// <summary>Until its end only instances with all of these get it, and percents are of them; empty means all.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>At least one; percents rise. All at once is one step of 100 %.</summary>
    public required IReadOnlyList<RolloutStep> Steps { get; init; }

    public required RolloutGate Gate { get; init; }

    /// <summary>Null asks nobody.</summary>
    public RolloutApproval? Approval { get; init; }

    public FailureAction OnFailure { get; init; }
}
