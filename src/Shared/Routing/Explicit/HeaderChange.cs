namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>A change of one header.</summary>
/// <param name="Value">Null to remove it, and then only.</param>
public sealed record HeaderChange(string Name, HeaderAction Action, string? Value);
