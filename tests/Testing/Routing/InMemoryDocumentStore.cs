using System.Security.Cryptography;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Testing.Routing;

/// <summary>A document store in memory, on which tests can also do what happens to files and blobs.</summary>
public sealed class InMemoryDocumentStore : IDocumentStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, byte[]> _documents = [];

    /// <summary>Runs before each conditional write, outside the lock: the place for another writer, a wait or a crash.</summary>
    public Func<string, CancellationToken, Task> BeforeWrite { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Runs after each successful write: the place for a crash after it.</summary>
    public Action<string> AfterWrite { get; set; } = _ => { };

    public int Writes { get; private set; }

    public byte[]? Content(string name)
    {
        lock (_gate)
        {
            return _documents.GetValueOrDefault(name);
        }
    }

    /// <summary>Puts bytes there as an accident would, or removes the document with null.</summary>
    public void Replace(string name, byte[]? content)
    {
        lock (_gate)
        {
            _documents.Remove(name);
            if (content is not null)
            {
                _documents[name] = content;
            }
        }
    }

    public Task<StoredDocument?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Content(name) is { } content ? new StoredDocument(content, Tag(content)) : null);
    }

    public async Task<string?> TryWriteAsync(
        string name, ReadOnlyMemory<byte> content, string? ifMatch, CancellationToken cancellationToken)
    {
        await BeforeWrite(name, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var current = _documents.GetValueOrDefault(name);
            if ((current is null ? null : Tag(current)) != ifMatch)
            {
                return null;
            }

            _documents[name] = content.ToArray();
            Writes++;
        }

        AfterWrite(name);
        return Tag(content.Span);
    }

    private static string Tag(ReadOnlySpan<byte> content) => Convert.ToHexString(SHA256.HashData(content));
}
