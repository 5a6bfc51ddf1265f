namespace ToskaMesh.Shared.Identity.Sessions;

/// <summary>What became of a refresh. To whoever presented the token, the second and the third are one answer.</summary>
public enum RefreshOutcome
{
    /// <summary>There is a new access token, and the refresh token's successor.</summary>
    Refreshed = 0,

    /// <summary>No such token, too late, of a session that ended, of another client, or of a user who is disabled.</summary>
    Invalid = 1,

    /// <summary>The token was spent before, beyond the leeway: somebody has a copy, and the session has ended now (ASVS 5.0, 10.4.5).</summary>
    Reused = 2,

    /// <summary>The request named a scope that the user does not have; the token can still be used.</summary>
    ScopeNotGranted = 3,
}
