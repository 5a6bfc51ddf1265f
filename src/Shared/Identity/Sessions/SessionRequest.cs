using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Shared.Identity.Sessions;

/// <summary>What a session is started for.</summary>
/// <param name="ClientId">The client whose refresh tokens it has: no other can use them. At most <see cref="SessionLimits.ClientIdLength"/> characters.</param>
/// <param name="Audience">One of <see cref="Audiences"/>: of the first access token.</param>
/// <param name="Method">How the user proved who they are, for the audit: <c>password</c>, or the provider's name.</param>
public sealed record SessionRequest(Guid UserId, string ClientId, string Audience, string Method)
{
    /// <summary><see cref="Users.User.Stamp"/> when they proved it: another one by now means that it proves nothing any more. Null does not ask.</summary>
    public long? Stamp { get; init; }
}
