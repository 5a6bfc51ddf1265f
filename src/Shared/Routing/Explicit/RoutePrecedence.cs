namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>
/// Which route is tried first: the lower order, then whole hosts before wildcards before any, the more specific path,
/// named methods, more conditions, and the name at last, so that no two are equal.
/// </summary>
public static class RoutePrecedence
{
    public static int Compare(string leftName, RouteDefinition left, string rightName, RouteDefinition right)
    {
        ReadOnlySpan<int> differences =
        [
            left.Order.CompareTo(right.Order),
            HostRank(left.Match).CompareTo(HostRank(right.Match)),
            PathPattern.Parse(left.Match.Path).CompareTo(PathPattern.Parse(right.Match.Path)),
            (left.Match.Methods is null).CompareTo(right.Match.Methods is null),
            Conditions(right.Match).CompareTo(Conditions(left.Match)),
            string.CompareOrdinal(leftName, rightName),
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
