using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Shared.Identity;

/// <summary>
/// The gateways' second document: hashes of API keys and revoked sessions, readable by gateways only. It is reissued
/// at a quarter of its maximum age; past that age keys and tokens still authenticate, but revocation is no longer guaranteed.
/// </summary>
public sealed record CredentialTable
{
    public const int CurrentSchema = 1;

    public static readonly TimeSpan MaxAge = TimeSpan.FromHours(24);

    public static readonly TimeSpan ReissueAfter = MaxAge / 4;

    public int SchemaVersion { get; init; } = CurrentSchema;

    public required long Epoch { get; init; }

    public required long Version { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Ordered by id.</summary>
    public required IReadOnlyList<PublishedApiKey> ApiKeys { get; init; }

    /// <summary>
    /// Ordered by session id, each once. Unlimited: a document that is refused for its length would revoke nothing, and
    /// the number is bounded by how many sessions end in a token's lifetime.
    /// </summary>
    public IReadOnlyList<RevokedSession> RevokedSessions { get; init => field = value ?? []; } = [];

    public TableVersion Order() => new(Epoch, Version);
}
