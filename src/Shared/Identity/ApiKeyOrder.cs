namespace ToskaMesh.Shared.Identity;

/// <summary>A validated wish for an API key.</summary>
/// <param name="ExpiresAt">Null: never.</param>
public sealed record ApiKeyOrder(string Name, Grant Grant, DateTimeOffset? ExpiresAt);
