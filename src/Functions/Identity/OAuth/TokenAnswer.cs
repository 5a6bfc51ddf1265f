using System.Text.Json.Serialization;

namespace ToskaMesh.Functions.Identity.OAuth;

/// <summary>Tokens (RFC 6749, section 5.1).</summary>
public sealed record TokenAnswer
{
    [JsonPropertyName("access_token")]
    public required string AccessToken { get; init; }

    [JsonPropertyName("token_type")]
    public string TokenType { get; init; } = "Bearer";

    /// <summary>Seconds.</summary>
    [JsonPropertyName("expires_in")]
    public required long ExpiresIn { get; init; }

    [JsonPropertyName("refresh_token")]
    public string? RefreshToken { get; init; }

    [JsonPropertyName("scope")]
    public required string Scope { get; init; }

    /// <summary>Without the tokens.</summary>
    public override string ToString() => $"tokens for {ExpiresIn} s";
}
