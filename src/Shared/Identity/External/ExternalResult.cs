using ToskaMesh.Shared.Identity.Sessions;

namespace ToskaMesh.Shared.Identity.External;

/// <param name="Grant">Of a sign-in that is done.</param>
public sealed record ExternalResult(ExternalOutcome Outcome, SessionGrant? Grant = null);
