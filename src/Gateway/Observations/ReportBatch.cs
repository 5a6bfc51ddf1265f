using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Gateway.Observations;

/// <summary>
/// What is on its way to the control plane, until that is sure. An attempt whose answer was lost may have counted, so its
/// figures are sent again as they were, in the same windows; of states only the newest matters.
/// </summary>
/// <param name="changes">Of each instance one.</param>
internal sealed class ReportBatch(IEnumerable<InstanceObservation> changes)
{
    private readonly List<InstanceObservation> _entries = [.. changes];
    private bool _hasRoutes = true;

    public int Count => _entries.Count;

    /// <summary>They go with the first of the reports that the entries need.</summary>
    public IReadOnlyList<RouteObservation> Routes { get; init; } = [];

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

    /// <summary>As many of the first entries as a body has room for.</summary>
    /// <param name="empty">The report without them.</param>
    /// <param name="count">How many.</param>
    public byte[] Serialize(GatewayReport empty, out int count)
    {
        count = Count;
        while (true)
        {
            var body = GatewayReportJson.Serialize(empty with { Instances = [.. _entries.Take(count)], Routes = _hasRoutes ? Routes : [] });
            if (body.Length <= ObservationLimits.Body || count == 0)
            {
                return body;
            }

            count /= 2;
        }
    }

    /// <summary>The first entries are known to the control plane.</summary>
    public void RemoveFirst(int count)
    {
        _hasRoutes = false;
        _entries.RemoveRange(0, count);
    }
}
