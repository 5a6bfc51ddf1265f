namespace ToskaMesh.Shared.Routing;

/// <summary>The published documents, as they are named in every <see cref="IDocumentStore"/>.</summary>
public static class DocumentNames
{
    public const string RouteTable = "routes.json";

    /// <summary>Readable by gateways only: mode 600, or a private container.</summary>
    public const string Credentials = "credentials.json";
}
