namespace ToskaMesh.Shared.Identity.External;

/// <summary>A wish of whoever is signed in to link their account to the identity of an ID token.</summary>
/// <param name="CurrentPassword">Null where they say none, having none.</param>
public sealed record ExternalLinkOrder(ExternalOrder Token, string? CurrentPassword)
{
    /// <summary>Without the password.</summary>
    public override string ToString() => $"link by {Token}";
}
