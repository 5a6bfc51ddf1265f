using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.External;

/// <summary>Whom a provider's ID token is about, after all of it was verified.</summary>
/// <param name="Email">Null when the provider says none, or one that is none.</param>
/// <param name="EmailVerified">Whether the provider says that it is theirs.</param>
/// <param name="Name">For a new account; null when the provider says none.</param>
public sealed record ExternalIdentity(ExternalLogin Login, EmailAddress? Email, bool EmailVerified, string? Name);
