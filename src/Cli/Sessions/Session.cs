using System.Text.Json;

namespace ToskaMesh.Cli.Sessions;

/// <summary>A login as the mesh answered it, and as it is kept: the tokens are secrets of whoever logged in.</summary>
internal sealed record Session
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        WriteIndented = true,
    };

    public required string Email { get; init; }

    public required string UserId { get; init; }

    public IReadOnlyList<string> Roles { get; init; } = [];

    public required string AccessToken { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Used once: the answer to it holds the next one.</summary>
    public required string RefreshToken { get; init; }

    public required DateTimeOffset RefreshTokenExpiresAt { get; init; }

    /// <summary>Null when the text is no session, or one whose access token no header can carry.</summary>
    public static Session? TryParse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Session>(text, Json) is { } session && session.AccessToken.All(letter => letter is > ' ' and <= '~')
                ? session
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] Serialize() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>Without the tokens.</summary>
    public override string ToString() => $"session of {Email}";
}
