namespace ToskaMesh.Gateway.Documents;

/// <param name="Reason">One of <see cref="RejectionReason"/>: a metric's label.</param>
/// <param name="Detail">For a person.</param>
internal sealed record DocumentRejection(string Reason, string Detail);
