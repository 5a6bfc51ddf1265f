using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.Accounts;

/// <summary>Who signs in, for which client and audience.</summary>
public sealed record Credentials(EmailAddress Email, string Password, string ClientId, string Audience)
{
    /// <summary>Without secrets.</summary>
    public override string ToString() => nameof(Credentials);
}
