using ToskaMesh.Functions.Routing;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Routing;

namespace ToskaMesh.Functions.Tests.Routing;

public sealed class FileConcurrentPublishingTests : ConcurrentPublishingContract, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    protected override IDocumentStore Open() => new FileDocumentStore(_directory.Path, TimeProvider.System);
}
