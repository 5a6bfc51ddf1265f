namespace ToskaMesh.Shared.Identity.Rotation;

/// <summary>A validated wish for another signing key before its time.</summary>
/// <param name="Revoke">Whether the keys that there are, and all tokens that they signed, are worth nothing from now on.</param>
/// <param name="Notes">Why, for the audit; null says nothing.</param>
public sealed record SigningKeyReplacement(bool Revoke, string? Notes);
