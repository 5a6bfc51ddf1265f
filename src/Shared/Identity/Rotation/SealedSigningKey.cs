namespace ToskaMesh.Shared.Identity.Rotation;

/// <summary>A signing key as it is stored.</summary>
/// <param name="Sealed">Its private part, encrypted by whoever made it.</param>
public sealed record SealedSigningKey(SigningKey Key, ReadOnlyMemory<byte> Sealed);
