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

    /// <summary>Those by a provider, as links are told apart by whoever takes one away.</summary>
    public static IReadOnlyList<ExternalLogin> LoginsBy(User user, string provider) =>
        [.. user.ExternalLogins.Where(login => login.Provider.Equals(provider, StringComparison.OrdinalIgnoreCase))];

    /// <summary>The user without the links to the provider; null when there are none, or nothing would be left to sign in by.</summary>
    public static User? Unlink(User user, string provider)
    {
        var rest = user.ExternalLogins.Except(LoginsBy(user, provider)).ToList();
        return rest.Count == user.ExternalLogins.Count || (rest.Count == 0 && user.PasswordHash is null) ? null : user with { ExternalLogins = rest };
    }

    private static bool HasRoom(User user) => user.ExternalLogins.Count < User.MaxExternalLogins;
}
