namespace ToskaMesh.Shared.Identity;

/// <summary>A validated wish to rotate a key.</summary>
/// <param name="Overlap">How long the secret of before still works.</param>
public sealed record RotationOrder(TimeSpan Overlap);
