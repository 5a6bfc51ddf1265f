using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Testing.Registry;

/// <summary>Pages of what is in memory.</summary>
internal static class InMemoryPages
{
    /// <param name="key">Text by which the items sort.</param>
    public static Page<T> Cut<T>(this PageRequest page, IEnumerable<T> items, Func<T, string> key, bool descending = false)
    {
        var ordered = descending ? items.OrderByDescending(key, StringComparer.Ordinal) : items.OrderBy(key, StringComparer.Ordinal);
        var rest = ordered
            .Where(item => page.After is null || (string.CompareOrdinal(key(item), page.After) is var order && (descending ? order < 0 : order > 0)))
            .Take(page.Limit + 1).ToList();
        return rest.Count > page.Limit ? new Page<T>(rest[..page.Limit], key(rest[page.Limit - 1])) : new Page<T>(rest, null);
    }
}
