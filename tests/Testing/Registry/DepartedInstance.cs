using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Testing.Registry;

internal sealed record DepartedInstance(ServiceInstance Instance, DeregistrationReason Reason, DateTimeOffset At);
