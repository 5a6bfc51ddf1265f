namespace ToskaMesh.Gateway.Observations;

/// <param name="Detail">Why it was not accepted, for a person.</param>
internal sealed record SendResult(SendOutcome Outcome, string Detail = "")
{
    /// <summary>The credential was not accepted; another one of the same gateway may be.</summary>
    public bool IsUnauthorized { get; init; }
}
