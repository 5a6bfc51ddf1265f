namespace ToskaMesh.Shared.Identity.Users;

/// <param name="User">As stored, after it was <see cref="UserChangeOutcome.Done"/>; null when they were deleted, or nothing was done.</param>
public sealed record UserChangeResult(UserChangeOutcome Outcome, User? User = null);
