namespace ToskaMesh.Shared.Routing;

/// <summary>
/// What changed between two tables, service by service. A gateway rebuilds these and leaves everything else, its
/// connections and what it has learned about instances included, as it is.
/// </summary>
/// <param name="Added">Services that only the newer table has.</param>
/// <param name="Removed">Services that only the older table has.</param>
/// <param name="Changed">Services of both that differ in anything, as the newer table has them.</param>
public sealed record RouteTableDiff(
    IReadOnlyList<RoutedService> Added,
    IReadOnlyList<RoutedService> Removed,
    IReadOnlyList<RoutedService> Changed)
{
    public bool IsEmpty => Added.Count == 0 && Removed.Count == 0 && Changed.Count == 0;

    /// <summary>Compares by name, without case. Order within either list means nothing.</summary>
    public static RouteTableDiff Between(IReadOnlyList<RoutedService> older, IReadOnlyList<RoutedService> newer)
    {
        var left = new Dictionary<string, RoutedService>(older.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var service in older)
        {
            left[service.Name] = service;
        }

        var added = new List<RoutedService>();
        var changed = new List<RoutedService>();
        foreach (var service in newer)
        {
            if (!left.Remove(service.Name, out var before))
            {
                added.Add(service);
            }
            else if (!AreSame(before, service))
            {
                changed.Add(service);
            }
        }

        return new RouteTableDiff(added, [.. left.Values], changed);
    }

    private static bool AreSame(RoutedService a, RoutedService b) =>
        ReferenceEquals(a, b)
        || (a with { Instances = b.Instances } == b && AreSame(a.Instances, b.Instances));

    private static bool AreSame(IReadOnlyList<RoutedInstance> a, IReadOnlyList<RoutedInstance> b)
    {
        if (a.Count != b.Count)
        {
            return false;
        }

        for (var i = 0; i < a.Count; i++)
        {
            if (!AreSame(a[i], b[i]))
            {
                return false;
            }
        }

        return true;
    }

    // Field by field: a record's own equality compares the tags' lists by reference, and copies to get around that
    // would be a hundred thousand objects for each change of a large table.
    private static bool AreSame(RoutedInstance a, RoutedInstance b) =>
        a.Id == b.Id
        && a.Address == b.Address
        && a.Port == b.Port
        && a.Scheme == b.Scheme
        && a.Weight == b.Weight
        && a.Zone == b.Zone
        && a.Version == b.Version
        && a.Status == b.Status
        && a.Routed == b.Routed
        && a.Check == b.Check
        && a.Tags.SequenceEqual(b.Tags, StringComparer.Ordinal);
}
