namespace ToskaMesh.Shared.Identity.Accounts;

/// <summary>The rights of a user, replaced as a whole.</summary>
/// <param name="Scopes">Null leaves them as they are.</param>
public sealed record RolesChange(bool IsAdmin, IReadOnlyList<string>? Scopes);
