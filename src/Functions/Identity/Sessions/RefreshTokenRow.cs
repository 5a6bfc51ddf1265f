namespace ToskaMesh.Functions.Identity.Sessions;

/// <summary>A refresh token, as it is stored: spent ones, too, so that their reuse is seen.</summary>
internal sealed class RefreshTokenRow
{
    public required string Hash { get; init; }

    public required string SessionId { get; init; }

    public required long Ordinal { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? SpentAt { get; set; }
}
