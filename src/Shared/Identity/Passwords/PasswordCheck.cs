namespace ToskaMesh.Shared.Identity.Passwords;

/// <param name="IsOutdated">It matches, but is not stored as it would be today: hash it again while it is known.</param>
public readonly record struct PasswordCheck(bool Matches, bool IsOutdated);
