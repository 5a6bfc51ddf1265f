using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Shared.Identity.Sessions;

/// <param name="Audience">One of <see cref="Audiences"/>: of the new access token.</param>
public sealed record RefreshRequest(string RefreshToken, string ClientId, string Audience)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => $"refresh for {ClientId} and {Audience}";
}
