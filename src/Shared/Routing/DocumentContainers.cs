namespace ToskaMesh.Shared.Routing;

/// <summary>
/// The blob containers of the documents. Each document has its own, so that the right to read one says nothing about
/// the other; none is ever public.
/// </summary>
public static class DocumentContainers
{
    public const string RouteTable = "toska-routes";

    /// <summary>Gateways read it, the control plane writes it, and nobody else needs a role on it.</summary>
    public const string Credentials = "toska-credentials";

    public static IReadOnlyList<string> All { get; } = [RouteTable, Credentials];

    public static string Of(string document) => document switch
    {
        DocumentNames.RouteTable => RouteTable,
        DocumentNames.Credentials => Credentials,
        _ => throw new ArgumentOutOfRangeException(nameof(document), document, "No such document; see DocumentNames."),
    };
}
