using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.Accounts;

/// <summary>A new password of somebody who was sent a token.</summary>
public sealed record PasswordResetConfirmation(EmailAddress Email, string Token, string NewPassword)
{
    /// <summary>Without secrets.</summary>
    public override string ToString() => nameof(PasswordResetConfirmation);
}
