using ToskaMesh.Shared.Identity.Sessions;

namespace ToskaMesh.Functions.Identity.Accounts;

/// <summary>One login of the person who asks.</summary>
public sealed record SessionAnswer
{
    public required string Id { get; init; }

    public required string ClientId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastUsedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Where the login came from, as a trusted proxy said.</summary>
    public string? ClientNetwork { get; init; }

    /// <summary>The session of the token that asked.</summary>
    public required bool IsCurrent { get; init; }

    internal static SessionAnswer From(UserSession session, string? current) => new()
    {
        Id = session.Id,
        ClientId = session.ClientId,
        CreatedAt = session.CreatedAt,
        LastUsedAt = session.LastUsedAt,
        ExpiresAt = session.ExpiresAt,
        ClientNetwork = session.ClientNetwork,
        IsCurrent = session.Id == current,
    };
}
