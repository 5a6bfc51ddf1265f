namespace ToskaMesh.Gateway.Observations;

/// <summary>What becomes of requests to one instance, apart by the marks that held as they were sent.</summary>
internal sealed class MarkedTraffic(string service, string instance, UnreportedTraffic unreported)
{
    private volatile Known _known = new(null, new InstanceTraffic(service, instance, 0, unreported));

    /// <summary>Where a request counts. One that was sent under an older mark may find a counter of its own, which is told of all the same.</summary>
    /// <param name="marks">Those that held as it was sent.</param>
    public InstanceTraffic Of(InstanceMarks.Snapshot marks)
    {
        var known = _known;
        if (ReferenceEquals(known.Marks, marks))
        {
            return known.Traffic;
        }

        var mark = marks.Of(instance);
        var traffic = known.Traffic.Mark == mark ? known.Traffic : new InstanceTraffic(service, instance, mark, unreported);
        if (known.Marks is null || known.Marks.Number < marks.Number)
        {
            _known = new Known(marks, traffic);
        }

        return traffic;
    }

    private sealed record Known(InstanceMarks.Snapshot? Marks, InstanceTraffic Traffic);
}
