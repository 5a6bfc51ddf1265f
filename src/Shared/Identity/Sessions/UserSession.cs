namespace ToskaMesh.Shared.Identity.Sessions;

/// <summary>One login of a user that has not ended.</summary>
/// <param name="LastUsedAt">When it was started or last refreshed.</param>
/// <param name="ExpiresAt">When it ends unless it is refreshed.</param>
/// <param name="ClientNetwork">Of the login; null when it was not known.</param>
public sealed record UserSession(
    string Id, string ClientId, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, DateTimeOffset ExpiresAt, string? ClientNetwork);
