using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Probing;

/// <summary>What came of a probe.</summary>
/// <param name="Result">Null when it was not probed: too many probes of its service, or of all, were under way.</param>
/// <param name="Instance">As it stands then; null when it is gone, or is elsewhere or checked in another way.</param>
public sealed record ProbedInstance(ProbeResult? Result, ServiceInstance? Instance);
