namespace ToskaMesh.Shared.Identity.Rotation;

/// <summary>What one look at the clock, or one wish for another key, brings about.</summary>
/// <param name="Keys">Those that stay, as they are from now on, in the order in which they are published.</param>
/// <param name="Wanted">The state of a key that has to be made besides; null when none has to.</param>
/// <param name="Gone">Ids of those that are not published any more.</param>
/// <param name="Changed">Of <paramref name="Keys"/>, those that are in another state than before.</param>
public sealed record RotationStep(
    IReadOnlyList<SigningKey> Keys, SigningKeyState? Wanted, IReadOnlyList<string> Gone, IReadOnlyList<SigningKey> Changed)
{
    /// <summary>How long after the step a key that was made to sign begins to; <see cref="RotationPolicy.Spread"/> or zero.</summary>
    public TimeSpan Delay { get; init; }

    public bool IsNothing => Wanted is null && Gone.Count == 0 && Changed.Count == 0;
}
