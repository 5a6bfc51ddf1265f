namespace ToskaMesh.Shared.CatalogSync;

/// <summary>The metadata by which an exported instance is known again: whoever carries it is never imported.</summary>
public static class CatalogMark
{
    /// <summary>The id of the mesh store that the instance comes from.</summary>
    public const string Store = "toskamesh-store";

    /// <summary>The instance's id in the mesh.</summary>
    public const string Instance = "toskamesh-id";
}
