using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.External;

/// <summary>
/// Whose account an external identity is. Pure. An account is linked by its address only if the provider is trusted with
/// addresses and says that this one is verified, and it was confirmed here, too: else whoever can choose an address
/// there, or registered somebody else's here first, would share their account.
/// </summary>
public static class ExternalRules
{
    /// <param name="linked">Whose the identity is already.</param>
    /// <param name="sameAddress">Who has its address.</param>
    public static ExternalDecision Decide(ExternalIdentity identity, ExternalPolicy policy, User? linked, User? sameAddress)
    {
        if (linked is not null)
        {
            return ExternalDecision.SignIn;
        }

        var isProved = identity is { Email: not null, EmailVerified: true } && policy.TrustsEmail;
        if (sameAddress is not null)
        {
            return isProved && sameAddress.EmailConfirmed && HasRoom(sameAddress) ? ExternalDecision.Link : ExternalDecision.AccountExists;
        }

        return isProved && policy.AllowsSignUp ? ExternalDecision.SignUp : ExternalDecision.NoAccount;
    }

    /// <summary>The user with the login; null when they have it, or have no room for it.</summary>
    public static User? Link(User user, ExternalLogin login) =>
        user.ExternalLogins.Contains(login) || !HasRoom(user) ? null : user with { ExternalLogins = [.. user.ExternalLogins, login] };

    private static bool HasRoom(User user) => user.ExternalLogins.Count < User.MaxExternalLogins;
}
