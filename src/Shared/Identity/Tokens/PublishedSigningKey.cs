namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>A public key of the mesh's own tokens: P-256, for ES256 (RFC 7518, section 3.4) and nothing else.</summary>
public sealed record PublishedSigningKey
{
    /// <summary>1 to 64 characters of base64url.</summary>
    public required string KeyId { get; init; }

    /// <summary>The point's coordinates, 32 bytes each in base64url (RFC 7518, section 6.2.1).</summary>
    public required string X { get; init; }

    public required string Y { get; init; }
}
