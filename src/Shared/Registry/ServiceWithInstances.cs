namespace ToskaMesh.Shared.Registry;

public sealed record ServiceWithInstances(RegisteredService Service, IReadOnlyList<ServiceInstance> Instances);
