namespace ToskaMesh.Shared.Identity.Sessions;

/// <summary>What is known of a presented refresh token when it is decided on.</summary>
/// <param name="SpentAt">When it was exchanged first; null when it was not.</param>
/// <param name="TokenExpiresAt">The end of its idle time, and of its session.</param>
/// <param name="SessionEnded">By logout, by an Admin, by reuse, or by a change of the user's rights.</param>
/// <param name="IsClients">It is presented by the client that it was given to.</param>
/// <param name="UserIsActive">There is the user, and nobody disabled them.</param>
public readonly record struct RefreshFacts(
    DateTimeOffset? SpentAt, DateTimeOffset TokenExpiresAt, bool SessionEnded, bool IsClients, bool UserIsActive);
