using ToskaMesh.Functions.Routing;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Routing;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Routing;

public sealed class BlobConcurrentPublishingTests : ConcurrentPublishingContract, IAsyncLifetime
{
    private DocumentStorageOptions _options = new();

    public async ValueTask InitializeAsync()
    {
        _options = new DocumentStorageOptions { ConnectionString = (await SharedServer.OfAsync<AzuriteServer>()).NewAccount() };
        await new DocumentStorageMigration(DocumentStorage.Open(_options, DocumentStorage.AttemptTimeout)).RunAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override IDocumentStore Open() => new BlobDocumentStore(DocumentStorage.Open(_options, DocumentStorage.AttemptTimeout));
}
