namespace ToskaMesh.Shared.Registry;

/// <summary>Which instances are wanted; a null asks for no restriction.</summary>
public sealed record StatusFilter(ServiceName? Service = null, HealthStatus? Status = null);
