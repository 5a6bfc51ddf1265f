namespace ToskaMesh.Gateway.Documents;

/// <summary>A kind of document: how it is read, and what happens when a new one has come.</summary>
internal interface IFollowedDocument<T>
    where T : class
{
    string Name { get; }

    /// <summary>The mode of the gateway's own copy.</summary>
    UnixFileMode CopyMode { get; }

    /// <param name="content">Never changes.</param>
    DocumentReading<T> Read(ReadOnlyMemory<byte> content);

    /// <summary>Makes the document the one that serves.</summary>
    /// <returns>Null, or why it could not be applied; what served before still does.</returns>
    Task<DocumentRejection?> ApplyAsync(T document, CancellationToken cancellationToken);
}
