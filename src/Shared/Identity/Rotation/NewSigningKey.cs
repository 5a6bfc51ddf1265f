using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Shared.Identity.Rotation;

/// <summary>A signing key that was just generated.</summary>
/// <param name="Sealed">Its private part, encrypted.</param>
public sealed record NewSigningKey(PublishedSigningKey Public, ReadOnlyMemory<byte> Sealed);
