using ToskaMesh.Gateway.ExplicitRoutes;
using ToskaMesh.Gateway.Telemetry;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Gateway.Observations;

/// <summary>
/// What was counted and waits to be told, in windows of a minute at most, each under one mark, for as long as the control
/// plane would keep it. A window reaches from one closing to the next, so that those of an instance never overlap, whatever
/// became of its counters. For one caller at a time.
/// </summary>
internal sealed class ClosedWindows(UnreportedTraffic traffic, RouteTrafficLog routes, GatewayMetrics metrics, TimeProvider timeProvider)
{
    /// <summary>Of instances, and of routes: what the largest mesh has in a minute. Beyond it the oldest are dropped, and that is counted.</summary>
    public const int Max = 100_000;

    private readonly Queue<InstanceObservation> _instances = [];
    private readonly Queue<RouteObservation> _routes = [];
    private DateTimeOffset _closedUntil = timeProvider.GetUtcNow();

    public bool Any => _instances.Count > 0 || _routes.Count > 0;

    /// <summary>Whether something was counted that no window has yet.</summary>
    public bool AnyOpen => traffic.Count > 0 || routes.Any;

    /// <summary>Ends the windows of all that had requests.</summary>
    public void Close()
    {
        // A clock that was set back makes short windows, rather than ones that overlap. Where it was ahead by more than is
        // listened to none of before were kept, and none would be until it is there again.
        var (start, now) = (_closedUntil, timeProvider.GetUtcNow());
        start = start - now > ObservationLimits.Skew ? now.AddTicks(-1) : start;
        _closedUntil = now > start ? now : start.AddTicks(1);
        foreach (var (of, figures) in TakeInstances())
        {
            if (ServiceName.TryParse(of.Service, out var service) && InstanceId.TryParse(of.Instance, out var instance))
            {
                Add(_instances, new InstanceObservation(service, instance, null, null, new WindowFigures(start, _closedUntil, figures) { Mark = of.Mark }));
            }
        }

        foreach (var (route, version, mark, figures) in routes.Take())
        {
            Add(_routes, new RouteObservation(route, version, new WindowFigures(start, _closedUntil, figures) { Mark = mark }));
        }

        Forget();
    }

    /// <summary>The oldest ones that count.</summary>
    public IReadOnlyList<InstanceObservation> Take(int atMost)
    {
        Forget();
        return Take(_instances, atMost);
    }

    /// <summary>The oldest ones that count.</summary>
    public IReadOnlyList<RouteObservation> TakeRoutes(int atMost)
    {
        Forget();
        return Take(_routes, atMost);
    }

    // An instance that moved to another address is two for a while, and a request that was long on its way counts apart.
    private Dictionary<(string Service, string Instance, long Mark), RequestFigures> TakeInstances()
    {
        var taken = new Dictionary<(string Service, string Instance, long Mark), RequestFigures>();
        for (var left = traffic.Count; left > 0 && traffic.TryTake(out var one); left--)
        {
            var (key, figures) = ((one.Service, one.Instance, one.Mark), one.Take());
            if (figures.Requests > 0)
            {
                taken[key] = taken.GetValueOrDefault(key, RequestFigures.None) + figures;
            }
        }

        return taken;
    }

    private void Add<T>(Queue<T> windows, T window)
    {
        windows.Enqueue(window);
        if (windows.Count > Max)
        {
            windows.Dequeue();
            metrics.ObservationDropped();
        }
    }

    // A mesh that rests need not be woken for what it would not keep.
    private void Forget()
    {
        var now = timeProvider.GetUtcNow();
        Forget(_instances, instance => FigureRules.IsKept(instance.Window!, now));
        Forget(_routes, route => FigureRules.IsKept(route.Window, now));
    }

    private static void Forget<T>(Queue<T> windows, Predicate<T> isKept)
    {
        while (windows.TryPeek(out var oldest) && !isKept(oldest))
        {
            windows.Dequeue();
        }
    }

    private static List<T> Take<T>(Queue<T> windows, int atMost)
    {
        var taken = new List<T>();
        while (taken.Count < atMost && windows.TryDequeue(out var window))
        {
            taken.Add(window);
        }

        return taken;
    }
}
