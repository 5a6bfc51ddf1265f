using ToskaMesh.Shared.Identity.Rotation;

namespace ToskaMesh.Functions.Identity.Tokens;

/// <summary>Section <c>Mesh:Identity</c>, as far as access tokens go.</summary>
internal sealed class TokenOptions
{
    public const string Section = "Mesh:Identity";

    /// <summary>Of the profiles that run on one machine.</summary>
    public const string LocalIssuer = "http://localhost:7071";

    /// <summary>
    /// <c>iss</c> of every token, and the address under which clients find the published keys: an https URL, or http to
    /// loopback. The cloud profile has no default. Another value makes the tokens that are out there invalid.
    /// </summary>
    public string Issuer { get; set; } = "";

    /// <summary>How long a key is published before it signs: 1 day at least.</summary>
    public TimeSpan KeyAnnouncement { get; set; } = RotationPolicy.Default.Announced;

    /// <summary>How long a key signs: more than <see cref="KeyAnnouncement"/>, a year at most.</summary>
    public TimeSpan KeyRotation { get; set; } = RotationPolicy.Default.Signing;

    public RotationPolicy Policy => new(KeyAnnouncement, KeyRotation);
}
