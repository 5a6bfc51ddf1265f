namespace ToskaMesh.Shared.Routing;

/// <summary>
/// Where published documents lie: a file, or a blob. Conditional writes make two publishers safe without a lock
/// between them. An adapter that cannot reach its storage throws; it never answers "no document" for that.
/// </summary>
public interface IDocumentStore
{
    /// <summary>Null when, and only when, there is no such document.</summary>
    Task<StoredDocument?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Replaces the document atomically and durably if its tag still is <paramref name="ifMatch"/> (null: if there is none).</summary>
    /// <returns>The new tag, or null when somebody else wrote in between: read again.</returns>
    Task<string?> TryWriteAsync(string name, ReadOnlyMemory<byte> content, string? ifMatch, CancellationToken cancellationToken);
}
