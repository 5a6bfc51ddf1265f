namespace ToskaMesh.Shared.Identity.Sessions;

/// <summary>What a usable refresh token is for.</summary>
public sealed record RefreshTokenDescription(
    Guid UserId, string SessionId, string ClientId, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);
