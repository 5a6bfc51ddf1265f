namespace ToskaMesh.Shared.Registry;

/// <summary>Whether an instance is to be taken out of traffic on purpose.</summary>
/// <param name="Reason">For people, and may be empty; null puts it back in.</param>
public sealed record Maintenance(string? Reason);
