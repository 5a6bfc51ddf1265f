using ToskaMesh.Gateway.Observations;
using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Gateway.ExplicitRoutes;

/// <summary>What became of requests to one version of an explicit route that were given to it under one mark, since they were last taken.</summary>
internal sealed class RouteTraffic(string route, long version, long mark, UnreportedTraffic unreported)
{
    private readonly Lock _lock = new();
    private RequestFigures _figures = RequestFigures.None;

    public string Route => route;

    public long Version => version;

    public long Mark => mark;

    public bool HasRequests
    {
        get
        {
            lock (_lock)
            {
                return _figures.Requests > 0;
            }
        }
    }

    /// <param name="failed">No backend answered. A cancelled request is no failure.</param>
    /// <param name="serverError">It was answered with 5xx.</param>
    public void Count(bool failed, bool serverError)
    {
        if (!unreported.IsOn)
        {
            return;
        }

        lock (_lock)
        {
            _figures += new RequestFigures(1, failed ? 1 : 0, serverError ? 1 : 0);
        }
    }

    /// <summary>Begins anew with the next request.</summary>
    public RequestFigures Take()
    {
        lock (_lock)
        {
            var figures = _figures;
            _figures = RequestFigures.None;
            return figures;
        }
    }
}
