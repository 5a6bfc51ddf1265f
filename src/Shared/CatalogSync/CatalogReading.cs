namespace ToskaMesh.Shared.CatalogSync;

/// <summary>One look at a catalog.</summary>
/// <param name="Listed">The names of all services that are to be imported.</param>
/// <param name="Read">The instances of those whose health could be read. One that is listed and not here says nothing: it stays as it is.</param>
public sealed record CatalogReading(IReadOnlyCollection<string> Listed, IReadOnlyDictionary<string, IReadOnlyList<CatalogInstance>> Read);
