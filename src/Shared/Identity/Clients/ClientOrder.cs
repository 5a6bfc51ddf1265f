namespace ToskaMesh.Shared.Identity.Clients;

/// <summary>A validated wish for a client.</summary>
public sealed record ClientOrder(string Name, Grant Grant);
