namespace ToskaMesh.Shared.CatalogSync;

/// <summary>An instance that is listed and cannot be imported.</summary>
/// <param name="Reason">Goes on after the instance's name: "has ...", "shares ...".</param>
public sealed record RefusedInstance(string Service, string Node, string Id, string Reason);
