using ToskaMesh.Shared.Identity.Sessions;

namespace ToskaMesh.Functions.Identity.Sessions;

/// <summary>One login, as it is stored.</summary>
internal sealed class SessionRow
{
    public required string Id { get; init; }

    public required Guid UserId { get; init; }

    public required string ClientId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string? ClientNetwork { get; init; }

    public DateTimeOffset LastUsedAt { get; set; }

    /// <summary>Of its newest refresh token.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>The number of its newest refresh token. Their order is a count, not a time: two may be of one moment.</summary>
    public long Generation { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public UserSession ToSession() => new(Id, ClientId, CreatedAt, LastUsedAt, ExpiresAt, ClientNetwork);
}
