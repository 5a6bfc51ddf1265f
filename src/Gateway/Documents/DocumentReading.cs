using System.Diagnostics.CodeAnalysis;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Documents;

/// <summary>What a document's bytes turned out to be: a whole, valid document with its place in the order, or why not.</summary>
internal sealed record DocumentReading<T>(T? Document, TableVersion Order, DocumentRejection? Rejection)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Document))]
    [MemberNotNullWhen(false, nameof(Rejection))]
    public bool Accepted => Document is not null;

    public static DocumentReading<T> Of(T document, TableVersion order) => new(document, order, null);

    public static DocumentReading<T> Rejected(string reason, params IReadOnlyList<string> errors) =>
        new(null, default, new DocumentRejection(reason, errors));

    /// <summary>Rejects what is older than the document that serves, or has its version with another content.</summary>
    public DocumentReading<T> After(TableVersion? serving)
    {
        if (!Accepted || serving is not { } current || Order > current)
        {
            return this;
        }

        var reason = Order.Epoch < current.Epoch ? RejectionReason.OlderEpoch : RejectionReason.OlderVersion;
        return Rejected(reason, $"{Order} is not newer than {current}, which serves.");
    }
}
