namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>
/// Which route is tried first: the lower order, then whole hosts before wildcards before any, the more specific path,
/// named methods, more conditions, and the name at last, so that no two are equal.
/// </summary>
public static class RoutePrecedence
{
    /// <param name="left">A route's name, its definition, and the pattern that its path is.</param>
    public static int Compare((string Name, RouteDefinition Definition, PathPattern Path) left, (string Name, RouteDefinition Definition, PathPattern Path) right)
    {
        ReadOnlySpan<int> differences =
        [
            left.Definition.Order.CompareTo(right.Definition.Order),
            HostRank(left.Definition.Match).CompareTo(HostRank(right.Definition.Match)),
            left.Path.CompareTo(right.Path),
            (left.Definition.Match.Methods is null).CompareTo(right.Definition.Match.Methods is null),
            Conditions(right.Definition.Match).CompareTo(Conditions(left.Definition.Match)),
            string.CompareOrdinal(left.Name, right.Name),
        ];
        foreach (var difference in differences)
        {
            if (difference != 0)
            {
                return difference;
            }
        }

        return 0;
    }

    private static int HostRank(RequestMatch match) => match.Hosts is null ? 2 : match.Hosts.Any(HostPattern.IsWildcard) ? 1 : 0;

    private static int Conditions(RequestMatch match) => (match.Headers?.Count ?? 0) + (match.Query?.Count ?? 0);
}
