using System.Collections.Concurrent;
using ToskaMesh.Gateway.Observations;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Gateway.ExplicitRoutes;

/// <summary>The traffic of each version of each explicit route: two a route at most, but for those that left with figures.</summary>
internal sealed class RouteTrafficLog(UnreportedTraffic unreported)
{
    /// <summary>What left and was not reported yet is kept up to this many versions in all.</summary>
    private const int Max = 4 * RouteLimits.Routes;

    private readonly ConcurrentDictionary<(string Route, long Version), RouteTraffic> _versions = new();

    public RouteTraffic Of(string route, long version) =>
        _versions.GetOrAdd((route, version), key => new RouteTraffic(key.Route, key.Version, unreported));

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

    /// <summary>Ends the windows of all that had requests, as many as a report takes; the others go on.</summary>
    public IReadOnlyList<RouteObservation> Take()
    {
        var taken = new List<RouteObservation>();
        foreach (var traffic in _versions.Values)
        {
            if (taken.Count < ObservationLimits.Routes && traffic.Take() is { } window)
            {
                taken.Add(new RouteObservation(ConfigurationName.Parse(traffic.Route), traffic.Version, window));
            }
        }

        return taken;
    }
}
