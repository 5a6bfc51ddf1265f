using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Observations;

/// <summary>What all gateways together counted about an instance.</summary>
public sealed record InstanceFigures(InstanceId ServiceId, RequestFigures Figures);
