namespace ToskaMesh.Shared.Configuration;

/// <summary>A validated request to go back.</summary>
public sealed record RollbackOrder(long Version, string? Notes);
