namespace ToskaMesh.Shared.Identity.Accounts;

/// <summary>A new password of somebody who is signed in.</summary>
public sealed record PasswordChange(string CurrentPassword, string NewPassword)
{
    /// <summary>Without secrets.</summary>
    public override string ToString() => nameof(PasswordChange);
}
