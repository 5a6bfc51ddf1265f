namespace ToskaMesh.Shared.Identity.OAuth;

/// <summary>An error of RFC 6749, section 5.2, or of one of its extensions.</summary>
/// <param name="Code">The registered name.</param>
/// <param name="Description">For people: ASCII without quotes and backslashes, and never what the caller sent.</param>
public sealed record OAuthError(string Code, string Description)
{
    /// <summary>The one that is answered with 401.</summary>
    public static OAuthError InvalidClient { get; } = new("invalid_client", "The client is unknown, or did not prove who it is.");

    public static OAuthError InvalidGrant { get; } = new("invalid_grant", "The refresh token is unknown, was used, has expired, or is of another client.");

    public static OAuthError UnsupportedGrantType { get; } = new("unsupported_grant_type", "client_credentials and refresh_token are supported.");

    public static OAuthError InvalidScope { get; } = new("invalid_scope", "The client may not have that scope.");

    /// <summary>RFC 6749, section 6.</summary>
    public static OAuthError ScopeNotGranted { get; } = new("invalid_scope", "The user does not have that scope. Leave scope out to get all of theirs.");

    /// <summary>RFC 8707, section 2.</summary>
    public static OAuthError InvalidTarget { get; } = new("invalid_target", "audience and resource may be toska-mesh or toska-services, and one of them.");

    public static OAuthError InvalidRequest(string description) => new("invalid_request", description);
}
