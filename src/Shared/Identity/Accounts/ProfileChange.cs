namespace ToskaMesh.Shared.Identity.Accounts;

/// <summary>What people may change of themselves. Both are replaced.</summary>
public sealed record ProfileChange(string FullName, string? PhoneNumber);
