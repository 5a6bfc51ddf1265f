using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Routing;

namespace ToskaMesh.Shared.Tests.Routing;

public sealed class InMemoryConcurrentPublishingTests : ConcurrentPublishingContract
{
    private readonly InMemoryDocumentStore _documents = new();

    protected override IDocumentStore Open() => _documents;
}
