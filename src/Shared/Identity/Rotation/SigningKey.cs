using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Shared.Identity.Rotation;

/// <summary>A signing key without its private part. <see cref="RotationRules"/> alone makes and changes them.</summary>
public sealed record SigningKey
{
    public required PublishedSigningKey Public { get; init; }

    public required SigningKeyState State { get; init; }

    /// <summary>Since when it is published.</summary>
    public required DateTimeOffset AnnouncedAt { get; init; }

    /// <summary>Null before its turn to sign is decided. It may be a moment ahead: see <see cref="RotationPolicy.Spread"/>.</summary>
    public DateTimeOffset? SigningSince { get; init; }

    /// <summary>Null before it retires; as far ahead as the time of its successor.</summary>
    public DateTimeOffset? RetiringSince { get; init; }

    public string Id => Public.KeyId;
}
