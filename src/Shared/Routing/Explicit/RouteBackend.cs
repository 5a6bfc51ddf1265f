namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>A service, or the subset of its instances that has the version and all of the tags.</summary>
/// <param name="Service">As <see cref="Registry.ServiceName"/> has it. It need not be registered.</param>
/// <param name="Version">Null is any.</param>
/// <param name="Tags">Each once, in ordinal order; null asks for none.</param>
/// <param name="Weight">0 to <see cref="RouteLimits.Weight"/>; a backend's share is its weight in that of all.</param>
public sealed record RouteBackend(string Service, string? Version, IReadOnlyList<string>? Tags, int Weight)
{
    /// <summary>What it is called where its weight does not matter.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Identity { get; } = string.Join('\n', [Service, Version ?? "", .. Tags ?? []]);

    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsWholeService => Version is null && Tags is null;

    public bool Takes(string? version, IReadOnlyCollection<string> tags) =>
        (Version is null || Version == version) && (Tags is null || Tags.All(tags.Contains));
}
