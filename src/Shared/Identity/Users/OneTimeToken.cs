namespace ToskaMesh.Shared.Identity.Users;

/// <summary>A token that was sent by mail, as it is stored. A user has one for each purpose at most.</summary>
/// <param name="Hash">See <see cref="OneTimeSecret.Hash"/>.</param>
public sealed record OneTimeToken(OneTimePurpose Purpose, string Hash, DateTimeOffset ExpiresAt)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);
}
