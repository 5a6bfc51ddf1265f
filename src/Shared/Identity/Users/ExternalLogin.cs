namespace ToskaMesh.Shared.Identity.Users;

/// <summary>A way to sign in by another provider.</summary>
/// <param name="Provider">Its name in the settings; at most 64 characters.</param>
/// <param name="Subject">The user's id there; at most 255 characters (OpenID Connect Core 1.0, section 2).</param>
public sealed record ExternalLogin(string Provider, string Subject);
