namespace ToskaMesh.Shared.Routing;

/// <summary>The route table as it was found in the document store.</summary>
/// <param name="Document">Null when there is none.</param>
/// <param name="Order">Null when there is none, or one that cannot be read.</param>
internal sealed record PublishedTable(StoredDocument? Document, TableVersion? Order)
{
    public string? Tag => Document?.Tag;

    /// <summary>Whether these services, written again in its order, are the same bytes.</summary>
    public bool Says(RouteTable content) =>
        Document is not null && Order is { } order
        && Document.Content.Span.SequenceEqual(RouteTableJson.Serialize(content.With(order)));
}
