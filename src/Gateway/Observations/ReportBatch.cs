using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Gateway.Observations;

/// <summary>
/// What is on its way to the control plane, until that is sure. An attempt whose answer was lost may have counted, so its
/// figures are sent again as they were, in the same windows; of states only the newest matters.
/// </summary>
internal sealed class ReportBatch(IEnumerable<InstanceObservation> changes)
{
    private readonly OrderedDictionary<InstanceId, InstanceObservation> _entries =
        new(changes.Select(change => KeyValuePair.Create(change.ServiceId, change)));

    public int Count => _entries.Count;

    /// <summary>They go with the first of the reports that the entries need.</summary>
    public IReadOnlyList<RouteObservation> Routes { get; set; } = [];

    public void Add(InstanceTraffic traffic)
    {
        var window = traffic.Take();
        if (window.Figures.Requests > 0
            && ServiceName.TryParse(traffic.Service, out var service)
            && InstanceId.TryParse(traffic.Instance, out var instance))
        {
            var known = _entries.GetValueOrDefault(instance) ?? new InstanceObservation(service, instance, null, null, null);
            _entries[instance] = known with { Window = Join(known.Window, window) };
        }
    }

    /// <summary>Before it is sent again.</summary>
    public void Renew(InstanceChanges changes)
    {
        foreach (var instance in _entries.Keys.ToList())
        {
            if (changes.TakeNewer(instance) is { } newer)
            {
                _entries[instance] = newer with { Window = _entries[instance].Window };
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
            var body = GatewayReportJson.Serialize(empty with { Instances = [.. _entries.Values.Take(count)], Routes = Routes });
            if (body.Length <= ObservationLimits.Body || count == 0)
            {
                return body;
            }

            count /= 2;
        }
    }

    // An instance that moved to another address was two for a while, and has one id.
    private static WindowFigures Join(WindowFigures? first, WindowFigures second) => first is null
        ? second
        : new WindowFigures(
            first.Start < second.Start ? first.Start : second.Start, first.End > second.End ? first.End : second.End, first.Figures + second.Figures);

    /// <summary>The first entries are known to the control plane.</summary>
    public void RemoveFirst(int count)
    {
        Routes = [];
        for (; count > 0; count--)
        {
            _entries.RemoveAt(0);
        }
    }
}
