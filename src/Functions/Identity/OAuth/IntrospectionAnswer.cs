using System.Text.Json.Serialization;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Identity.OAuth;

/// <summary>What a token is (RFC 7662, section 2.2): of one that is not active, nothing else.</summary>
public sealed record IntrospectionAnswer
{
    public static IntrospectionAnswer Inactive { get; } = new() { Active = false };

    [JsonPropertyName("active")]
    public required bool Active { get; init; }

    [JsonPropertyName("iss")]
    public string? Issuer { get; init; }

    [JsonPropertyName("sub")]
    public string? Subject { get; init; }

    [JsonPropertyName("aud")]
    public string? Audience { get; init; }

    [JsonPropertyName("client_id")]
    public string? ClientId { get; init; }

    [JsonPropertyName("scope")]
    public string? Scope { get; init; }

    [JsonPropertyName("token_type")]
    public string? TokenType { get; init; }

    [JsonPropertyName("exp")]
    public long? ExpiresAt { get; init; }

    [JsonPropertyName("iat")]
    public long? IssuedAt { get; init; }

    [JsonPropertyName("jti")]
    public string? Id { get; init; }

    [JsonPropertyName("sid")]
    public string? SessionId { get; init; }

    [JsonPropertyName("roles")]
    public IReadOnlyList<string>? Roles { get; init; }

    internal static IntrospectionAnswer From(VerifiedToken token, string? issuer) => new()
    {
        Active = true,
        Issuer = issuer,
        Subject = token.Claims.Subject,
        Audience = token.Claims.Audience,
        ClientId = token.Claims.ClientId,
        Scope = string.Join(' ', token.Claims.Scopes),
        TokenType = "Bearer",
        ExpiresAt = token.ExpiresAt.ToUnixTimeSeconds(),
        Id = token.Id,
        SessionId = token.Claims.SessionId,
        Roles = [.. token.Claims.Roles.Select(role => role.ToString())],
    };

    internal static IntrospectionAnswer From(RefreshTokenDescription token) => new()
    {
        Active = true,
        Subject = token.UserId.ToString(),
        ClientId = token.ClientId,
        ExpiresAt = token.ExpiresAt.ToUnixTimeSeconds(),
        IssuedAt = token.IssuedAt.ToUnixTimeSeconds(),
        SessionId = token.SessionId,
    };
}
