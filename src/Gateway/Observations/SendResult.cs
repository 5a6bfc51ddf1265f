namespace ToskaMesh.Gateway.Observations;

/// <param name="Detail">Why it was not accepted, for a person.</param>
internal sealed record SendResult(SendOutcome Outcome, string Detail = "");
