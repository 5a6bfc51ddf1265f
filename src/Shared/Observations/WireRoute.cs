namespace ToskaMesh.Shared.Observations;

/// <summary><see cref="RouteObservation"/> as it is sent.</summary>
internal sealed record WireRoute(
    string Route, long Version, long? Mark, long Requests, long Failures, long ServerErrors, DateTimeOffset WindowStart, DateTimeOffset WindowEnd)
{
    public static WireRoute From(RouteObservation observation) => new(
        observation.Route.Value,
        observation.Version,
        observation.Window.Mark > 0 ? observation.Window.Mark : null,
        observation.Window.Figures.Requests,
        observation.Window.Figures.Failures,
        observation.Window.Figures.ServerErrors,
        observation.Window.Start,
        observation.Window.End);
}
