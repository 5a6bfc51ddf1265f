using System.Text.Json.Serialization;
using ToskaMesh.Shared.Identity.OAuth;

namespace ToskaMesh.Functions.Identity.OAuth;

/// <summary>An error of RFC 6749, section 5.2: clients of OAuth read no problem details.</summary>
public sealed record OAuthErrorAnswer
{
    [JsonPropertyName("error")]
    public required string Error { get; init; }

    [JsonPropertyName("error_description")]
    public required string Description { get; init; }

    internal static OAuthErrorAnswer From(OAuthError error) => new() { Error = error.Code, Description = error.Description };
}
