namespace ToskaMesh.Shared.Registry;

/// <param name="Next">The key to go on after; null when this is the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
