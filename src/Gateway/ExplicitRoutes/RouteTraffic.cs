using ToskaMesh.Gateway.Observations;
using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Gateway.ExplicitRoutes;

/// <summary>What became of requests to one version of an explicit route since it was last reported.</summary>
internal sealed class RouteTraffic(string route, long version, UnreportedTraffic unreported)
{
    private readonly Lock _lock = new();
    private RequestFigures _figures = RequestFigures.None;
    private DateTimeOffset _start;

    public string Route => route;

    public long Version => version;

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
            _start = _figures.Requests == 0 ? unreported.Now : _start;
            _figures += new RequestFigures(1, failed ? 1 : 0, serverError ? 1 : 0);
        }
    }

    /// <summary>Ends the window and begins the next with the next request.</summary>
    /// <returns>Null without requests.</returns>
    public WindowFigures? Take()
    {
        lock (_lock)
        {
            if (_figures.Requests == 0)
            {
                return null;
            }

            var (start, end, figures) = (_start, unreported.Now, _figures);
            _figures = RequestFigures.None;
            return new WindowFigures(start, end > start ? end : start.AddTicks(1), figures);
        }
    }
}
