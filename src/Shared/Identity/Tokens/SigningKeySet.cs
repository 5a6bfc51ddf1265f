namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>The public keys whose tokens are accepted, and the issuer that they belong to.</summary>
/// <param name="Issuer"><c>iss</c> of every token, an absolute URI without query or fragment (RFC 8414, section 2); null while no token is issued.</param>
/// <param name="Keys">In the order of the published key set, each id once; at most <see cref="MaxKeys"/>.</param>
public sealed record SigningKeySet(string? Issuer, IReadOnlyList<PublishedSigningKey> Keys)
{
    /// <summary>Rotation needs four: one in each of its states. The rest is room for rotations out of turn.</summary>
    public const int MaxKeys = 16;

    public const int MaxIssuerLength = 256;

    /// <summary>Accepts no token.</summary>
    public static SigningKeySet None { get; } = new(null, []);

    public bool Equals(SigningKeySet? other) => other is not null && Issuer == other.Issuer && Keys.SequenceEqual(other.Keys);

    public override int GetHashCode() => HashCode.Combine(Issuer, Keys.Count);
}
