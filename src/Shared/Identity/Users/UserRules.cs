namespace ToskaMesh.Shared.Identity.Users;

/// <summary>What may become of users. Pure.</summary>
public static class UserRules
{
    /// <summary>Whether the change takes an Admin away who can act: of those, one has to stay.</summary>
    public static bool LosesAdmin(User before, User? after) =>
        before is { IsAdmin: true, IsActive: true } && after is not { IsAdmin: true, IsActive: true };
}
