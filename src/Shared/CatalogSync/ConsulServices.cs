namespace ToskaMesh.Shared.CatalogSync;

/// <summary>Which of Consul's services are imported.</summary>
public static class ConsulServices
{
    // Consul's servers list themselves; they are no service of anybody's.
    private const string ConsulItself = "consul";

    /// <param name="service">Its name.</param>
    /// <param name="tags">All tags of the service's instances.</param>
    /// <param name="wanted">The tag that imported services must have; null takes all.</param>
    public static bool IsWanted(string service, IEnumerable<string> tags, string? wanted) =>
        !string.Equals(service, ConsulItself, StringComparison.OrdinalIgnoreCase)
        && (wanted is null || tags.Contains(wanted, StringComparer.Ordinal));
}
