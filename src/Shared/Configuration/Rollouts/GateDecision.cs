namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <param name="Reasons">For people; of a failure all that failed, else all that is not known yet.</param>
public sealed record GateDecision(GateVerdict Verdict, IReadOnlyList<string> Reasons)
{
    public static GateDecision Pass { get; } = new(GateVerdict.Pass, []);

    /// <summary><see cref="GateReason.Kind"/> of each reason. Null where nobody said, as in what older builds stored: then each is its own.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    public static GateDecision Of(GateVerdict verdict, IReadOnlyCollection<GateReason> reasons) =>
        new(verdict, [.. reasons.Select(reason => reason.Text)]) { Kinds = [.. reasons.Select(reason => reason.Kind)] };

    /// <summary>Whether it says the same, whatever the figures in it.</summary>
    public bool IsLike(GateDecision other) => Verdict == other.Verdict && (Kinds ?? Reasons).SequenceEqual(other.Kinds ?? other.Reasons);

    /// <summary>With the first reasons, and how many there are more.</summary>
    public GateDecision Shorten(int reasons) => Reasons.Count <= reasons ? this : new GateDecision(Verdict, [.. Reasons.Take(reasons), $"and {Reasons.Count - reasons} more"])
    {
        Kinds = [.. (Kinds ?? Reasons).Take(reasons)],
    };
}
