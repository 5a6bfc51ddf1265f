using ToskaMesh.Gateway.Documents;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Tests.Fixtures;

/// <summary>Files that nobody watches.</summary>
internal sealed class SilentSource(FileDocumentSource files) : IDocumentSource
{
    public Task<StoredDocument?> ReadAsync(string name, string? knownTag, CancellationToken cancellationToken) =>
        files.ReadAsync(name, knownTag, cancellationToken);

    public IDisposable OnChange(string name, Action changed) => NotWatching.Instance;
}
