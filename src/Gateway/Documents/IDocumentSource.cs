using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Documents;

/// <summary>Where the control plane's documents come from: a folder, or blob containers.</summary>
internal interface IDocumentSource
{
    /// <summary>Reads a document whole.</summary>
    /// <param name="name">One of <see cref="DocumentNames"/>.</param>
    /// <param name="knownTag">The tag of what the caller has; null always reads.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>Null when the document still has the known tag.</returns>
    /// <exception cref="IOException">There is no such document, or it cannot be read: never answered as an empty one.</exception>
    Task<StoredDocument?> ReadAsync(string name, string? knownTag, CancellationToken cancellationToken);
}
