using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Shared.Identity.Sessions;

/// <summary>What bounds sessions and their refresh tokens.</summary>
public sealed record SessionLimits
{
    /// <summary>Of one user; the oldest ends when one more starts.</summary>
    public const int PerUser = 100;

    /// <summary>The client of a login that names none.</summary>
    public const string DefaultClientId = "toska";

    public const int ClientIdLength = 64;

    /// <summary>What a login may name as its client: it goes into tokens, whose verifiers take no other.</summary>
    public static readonly string ClientIdRule = $"must be 1 to {ClientIdLength} visible ASCII characters without spaces";

    /// <summary>Spent tokens that a session is known by; an older one is unknown. A client that refreshes without need must not fill the store.</summary>
    public const int SpentPerSession = 4096;

    /// <summary>For so long a spent refresh token still gets the successor that it got: two requests of one client may race, or an answer be lost.</summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromSeconds(30);

    /// <summary>For so long after its end a session is kept, and ends once more where its user's sessions are ended: its last access token may have been issued a moment before, and be verified by a clock that is late.</summary>
    public static readonly TimeSpan Aftermath = AccessTokenClaims.Lifetime + AccessTokenClaims.ClockSkew + AccessTokenClaims.ClockSkew;

    /// <summary>A refresh token that is not used for so long is none any more.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromDays(14);

    /// <summary>A session that old has ended, however busy it is (ASVS 5.0, 10.4.8).</summary>
    public TimeSpan Absolute { get; init; } = TimeSpan.FromDays(90);

    public static bool TryClientId(string text, out string? clientId)
    {
        clientId = text.Length <= ClientIdLength && TokenIdentifier.IsValid(text) ? text : null;
        return clientId is not null;
    }
}
