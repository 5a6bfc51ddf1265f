using ToskaMesh.Gateway.Observations;
using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Gateway.ExplicitRoutes;

/// <summary>What became of requests to one version of an explicit route that were given to it under one mark, since they were last taken.</summary>
internal sealed class RouteTraffic(string route, long version, long mark, UnreportedTraffic unreported)
{
    private readonly RequestCounters _counters = new();

    public string Route => route;

    public long Version => version;

    public long Mark => mark;

    public bool HasRequests => _counters.Any;

    /// <param name="failed">No backend answered. A cancelled request is no failure.</param>
    /// <param name="serverError">It was answered with 5xx.</param>
    public void Count(bool failed, bool serverError)
    {
        if (unreported.IsOn)
        {
            _counters.Count(failed, serverError);
        }
    }

    /// <inheritdoc cref="RequestCounters.Take"/>
    public RequestFigures Take() => _counters.Take();
}
