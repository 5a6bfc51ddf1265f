using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.Accounts;

/// <summary>Who wants an account. It says nothing about roles: those are an Admin's to give.</summary>
/// <param name="BootstrapSecret">Makes the first Admin.</param>
public sealed record AccountRegistration(EmailAddress Email, string Password, string FullName, string? PhoneNumber, string? BootstrapSecret)
{
    /// <summary>Without secrets.</summary>
    public override string ToString() => nameof(AccountRegistration);
}
