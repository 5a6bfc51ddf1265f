using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Routing;

namespace ToskaMesh.Shared.Tests.Routing;

public sealed class InMemoryDocumentStoreTests : DocumentStoreContract
{
    private readonly InMemoryDocumentStore _store = new();

    protected override IDocumentStore Open() => _store;
}
