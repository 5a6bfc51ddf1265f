namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>Why a gate does not pass.</summary>
/// <param name="Kind">What it is about, without any figure: while that is the same it is the same reason, however its figures run.</param>
/// <param name="Text">For people.</param>
public sealed record GateReason(string Kind, string Text)
{
    /// <summary>One without figures.</summary>
    public static GateReason Of(string text) => new(text, text);
}
