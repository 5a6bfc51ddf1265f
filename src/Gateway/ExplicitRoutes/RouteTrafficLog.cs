using System.Collections.Concurrent;
using ToskaMesh.Gateway.Observations;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Gateway.ExplicitRoutes;

/// <summary>The traffic of each version of each explicit route, by mark: two a route at most, but for those that left with figures.</summary>
internal sealed class RouteTrafficLog(UnreportedTraffic unreported)
{
    /// <summary>What left and was not taken yet is kept up to this many in all.</summary>
    private const int Max = 4 * RouteLimits.Routes;

    private readonly ConcurrentDictionary<(string Route, long Version, long Mark), RouteTraffic> _versions = new();

    public RouteTraffic Of(string route, long version, long mark) =>
        _versions.GetOrAdd((route, version, mark), key => new RouteTraffic(key.Route, key.Version, key.Mark, unreported));

    /// <summary>Forgets what is not among these any more, when there is too much.</summary>
    public void Keep(IReadOnlySet<RouteTraffic> serving)
    {
        if (_versions.Count > Max)
        {
            foreach (var (key, traffic) in _versions)
            {
                if (!serving.Contains(traffic))
                {
                    _versions.TryRemove(key, out _);
                }
            }
        }
    }

    /// <summary>Whether there is something to report.</summary>
    public bool Any => _versions.Values.Any(traffic => traffic.HasRequests);

    /// <summary>What was counted of all that had requests, which begin anew.</summary>
    public IEnumerable<(ConfigurationName Route, long Version, long Mark, RequestFigures Figures)> Take()
    {
        foreach (var traffic in _versions.Values)
        {
            if (traffic.Take() is { Requests: > 0 } figures)
            {
                yield return (ConfigurationName.Parse(traffic.Route), traffic.Version, traffic.Mark, figures);
            }
        }
    }
}
