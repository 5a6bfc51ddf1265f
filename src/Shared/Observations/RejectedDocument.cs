namespace ToskaMesh.Shared.Observations;

/// <summary>Why a gateway does not serve by the document that is published.</summary>
/// <param name="Reason">One word, as the gateway's metrics have it.</param>
/// <param name="Errors">For a person.</param>
public sealed record RejectedDocument(string Reason, IReadOnlyList<string> Errors, DateTimeOffset At)
{
    public bool Equals(RejectedDocument? other) =>
        other is not null && Reason == other.Reason && At == other.At && Errors.SequenceEqual(other.Errors);

    public override int GetHashCode() => HashCode.Combine(Reason, At, Errors.Count);
}
