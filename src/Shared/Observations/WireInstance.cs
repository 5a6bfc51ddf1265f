namespace ToskaMesh.Shared.Observations;

/// <summary><see cref="InstanceObservation"/> as it is sent: flat, since most have either a state or figures.</summary>
internal sealed record WireInstance
{
    public required string ServiceName { get; init; }

    public required string ServiceId { get; init; }

    public ObservedState? State { get; init; }

    public string? Output { get; init; }

    public long? Mark { get; init; }

    public long? Requests { get; init; }

    public long? Failures { get; init; }

    public long? ServerErrors { get; init; }

    public DateTimeOffset? WindowStart { get; init; }

    public DateTimeOffset? WindowEnd { get; init; }

    public static WireInstance From(InstanceObservation observation) => new()
    {
        ServiceName = observation.ServiceName.Value,
        ServiceId = observation.ServiceId.Value,
        State = observation.State,
        Output = observation.Output,
        Mark = observation.Window is { Mark: > 0 } marked ? marked.Mark : null,
        Requests = observation.Window?.Figures.Requests,
        Failures = observation.Window?.Figures.Failures,
        ServerErrors = observation.Window?.Figures.ServerErrors,
        WindowStart = observation.Window?.Start,
        WindowEnd = observation.Window?.End,
    };
}
