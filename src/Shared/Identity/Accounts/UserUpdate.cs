using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.Accounts;

/// <summary>What an Admin may change of a user besides rights. All are replaced; another address has to be confirmed again unless the Admin vouches for it.</summary>
public sealed record UserUpdate(EmailAddress Email, string FullName, string? PhoneNumber, bool? EmailConfirmed);
