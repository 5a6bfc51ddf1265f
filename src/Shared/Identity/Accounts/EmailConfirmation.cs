using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.Accounts;

/// <summary>The proof that mail to the address reaches the user.</summary>
public sealed record EmailConfirmation(EmailAddress Email, string Token)
{
    /// <summary>Without secrets.</summary>
    public override string ToString() => nameof(EmailConfirmation);
}
