using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Observations;

/// <summary>What a gateway has to say about one instance.</summary>
/// <param name="State">Null when nothing changed.</param>
/// <param name="Output">Why, for a person.</param>
/// <param name="Window">Null without traffic.</param>
public sealed record InstanceObservation(
    ServiceName ServiceName, InstanceId ServiceId, ObservedState? State, string? Output, WindowFigures? Window);
