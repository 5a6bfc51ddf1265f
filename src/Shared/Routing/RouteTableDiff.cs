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
            if (a[i] with { Tags = b[i].Tags } != b[i] || !a[i].Tags.SequenceEqual(b[i].Tags))
            {
                return false;
            }
        }

        return true;
    }
}
