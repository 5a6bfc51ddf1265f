namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <param name="Reasons">For people; of a failure all that failed, else all that is not known yet.</param>
public sealed record GateDecision(GateVerdict Verdict, IReadOnlyList<string> Reasons)
{
    public static GateDecision Pass { get; } = new(GateVerdict.Pass, []);
}
