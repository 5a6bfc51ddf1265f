namespace ToskaMesh.Shared.Registry;

/// <summary>An instance that leaves the registry, and why.</summary>
public sealed record Removal(ServiceInstance Instance, DeregistrationReason Reason);
