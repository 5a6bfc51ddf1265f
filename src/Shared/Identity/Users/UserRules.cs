namespace ToskaMesh.Shared.Identity.Users;

/// <summary>What may become of users. Pure.</summary>
public static class UserRules
{
    /// <summary>How long a registration waits for the proof of its address.</summary>
    public static readonly TimeSpan UnclaimedLifetime = TimeSpan.FromDays(7);

    /// <summary>
    /// Whether nobody proved so far that the address is theirs: a mere registration. One whose rights or address an
    /// Admin changed is more than that.
    /// </summary>
    public static bool IsUnclaimed(User user) =>
        user is { EmailConfirmed: false, IsActive: true, IsAdmin: false, Stamp: 1, Scopes.Count: 0, ExternalLogins.Count: 0 };

    /// <summary>Whether the change takes an Admin away who can act: of those, one has to stay.</summary>
    public static bool LosesAdmin(User before, User? after) =>
        before is { IsAdmin: true, IsActive: true } && after is not { IsAdmin: true, IsActive: true };
}
