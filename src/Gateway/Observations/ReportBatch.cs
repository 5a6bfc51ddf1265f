using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Gateway.Observations;

/// <summary>
/// What is on its way to the control plane, until that is sure. An attempt whose answer was lost may have counted, so its
/// figures are sent again as they were, in the same windows; of states only the newest matters.
/// </summary>
/// <param name="changes">Of each instance one.</param>
/// <param name="routes">They go with the first of the reports that the entries need.</param>
internal sealed class ReportBatch(IEnumerable<InstanceObservation> changes, IEnumerable<RouteObservation> routes)
{
    private readonly List<InstanceObservation> _entries = [.. changes];
    private readonly List<RouteObservation> _routes = [.. routes];
    private (int Entries, int Routes) _last;
    private bool _isSplit;

    public int Count => _entries.Count;

    public bool Any => _entries.Count > 0 || _routes.Count > 0;

    /// <summary>Adds windows. The first of an instance stands with its change.</summary>
    public void Add(IReadOnlyList<InstanceObservation> windows)
    {
        var changed = Enumerable.Range(0, Count).ToDictionary(place => _entries[place].ServiceId);
        foreach (var one in windows)
        {
            if (changed.Remove(one.ServiceId, out var place))
            {
                _entries[place] = _entries[place] with { Window = one.Window };
            }
            else
            {
                _entries.Add(one);
            }
        }
    }

    /// <summary>Before it is sent again.</summary>
    public void Renew(InstanceChanges changes)
    {
        for (var place = 0; place < Count; place++)
        {
            if (changes.TakeNewer(_entries[place].ServiceId) is { } newer)
            {
                _entries[place] = newer with { Window = _entries[place].Window };
            }
        }
    }

    /// <summary>As much of it, from its beginning, as one report may have.</summary>
    /// <param name="empty">The report without it.</param>
    public byte[] Serialize(GatewayReport empty)
    {
        _last = _isSplit ? (OnceEach(_entries, Of), OnceEach(_routes, Of)) : (_entries.Count, _routes.Count);
        while (true)
        {
            var body = GatewayReportJson.Serialize(empty with { Instances = [.. _entries.Take(_last.Entries)], Routes = [.. _routes.Take(_last.Routes)] });
            if (body.Length <= ObservationLimits.Body || _last.Entries == 0)
            {
                return body;
            }

            _last.Entries /= 2;
        }
    }

    /// <summary>
    /// After a refusal: whether it may be taken in smaller pieces. A control plane of before there were marks takes one
    /// window of an instance, and of a version of a route, with each report.
    /// </summary>
    public bool TrySplit()
    {
        var wasSplit = _isSplit;
        _isSplit = true;
        return !wasSplit && (OnceEach(_entries, Of) < _last.Entries || OnceEach(_routes, Of) < _last.Routes);
    }

    /// <summary>What was serialized last is known to the control plane.</summary>
    public void RemoveLast()
    {
        _entries.RemoveRange(0, _last.Entries);
        _routes.RemoveRange(0, _last.Routes);
    }

    private static InstanceId Of(InstanceObservation one) => one.ServiceId;

    private static (string Route, long Version) Of(RouteObservation one) => (one.Route.Value, one.Version);

    // How many of the first there are before one comes again.
    private static int OnceEach<T, TKey>(List<T> all, Func<T, TKey> keyOf)
    {
        var seen = new HashSet<TKey>();
        return all.TakeWhile(one => seen.Add(keyOf(one))).Count();
    }
}
