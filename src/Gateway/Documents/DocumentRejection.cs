namespace ToskaMesh.Gateway.Documents;

/// <param name="Reason">One of <see cref="RejectionReason"/>: a metric's label.</param>
/// <param name="Errors">For a person.</param>
internal sealed record DocumentRejection(string Reason, params IReadOnlyList<string> Errors)
{
    private const int Shown = 10;

    /// <summary>The first errors, in one line.</summary>
    public string Detail => string.Join(' ', Errors.Take(Shown));
}
