using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Routing;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Routing;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Routing;

public sealed class BlobDocumentStoreTests : DocumentStoreContract, IAsyncLifetime
{
    private string _account = "";

    public async ValueTask InitializeAsync()
    {
        _account = (await SharedServer.OfAsync<AzuriteServer>()).NewAccount();
        Assert.Equal(DocumentContainers.All, await Migration().RunAsync(Cancel));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override IDocumentStore Open() => new BlobDocumentStore(Storage());

    [Fact]
    public async Task Migrate_Again_MakesNothing() => Assert.Empty(await Migration().RunAsync(Cancel));

    [Fact]
    public async Task Migrate_MakesContainersThatNobodyReadsWithoutAKey()
    {
        await Open().TryWriteAsync(DocumentNames.Credentials, "keys"u8.ToArray(), null, Cancel);
        using var anybody = new HttpClient();

        foreach (var document in new[] { DocumentNames.RouteTable, DocumentNames.Credentials })
        {
            var blob = Storage().GetBlobContainerClient(DocumentContainers.Of(document)).GetBlobClient(document);
            using var answer = await anybody.GetAsync(blob.Uri, Cancel);
            Assert.False(answer.IsSuccessStatusCode);
        }
    }

    [Fact]
    public async Task Migrate_ContainerThatEverybodyMayRead_IsRefused()
    {
        await Storage().GetBlobContainerClient(DocumentContainers.Credentials).SetAccessPolicyAsync(PublicAccessType.Blob, cancellationToken: Cancel);

        var refusal = await Assert.ThrowsAsync<NotReadyException>(() => Migration().RunAsync(Cancel));

        Assert.Contains("toska-credentials", refusal.Message, StringComparison.Ordinal);
    }

    // Azurite has it so when it is killed before it wrote its index, which it does every five seconds.
    [Fact]
    public async Task ContainerGone_ItsDocumentsAreGone_AndTheNextWriteMakesItAgain()
    {
        var old = await WriteAsync(null);
        await Storage().DeleteBlobContainerAsync(DocumentContainers.RouteTable, cancellationToken: Cancel);

        Assert.Null(await Open().ReadAsync(DocumentNames.RouteTable, Cancel));
        Assert.Null(await WriteAsync(old));
        var tag = await WriteAsync(null);

        Assert.Equal(tag, (await Open().ReadAsync(DocumentNames.RouteTable, Cancel))?.Tag);
        Assert.Empty(await Migration().RunAsync(Cancel));
    }

    [Fact]
    public async Task Write_BlobThatAnotherProgramLeased_IsAFailureAndNoConflict()
    {
        var tag = await WriteAsync(null);
        var blob = Storage().GetBlobContainerClient(DocumentContainers.RouteTable).GetBlobClient(DocumentNames.RouteTable);
        await blob.GetBlobLeaseClient().AcquireAsync(TimeSpan.FromSeconds(60), cancellationToken: Cancel);

        await Assert.ThrowsAsync<IOException>(() => WriteAsync(tag));
    }

    [Fact]
    public async Task ReadAndWrite_StorageAway_FailInTimeAndAreNeverEmpty()
    {
        await using var server = new AzuriteServer();
        await server.StartAsync();
        var storage = Storage(server.NewAccount(), TimeSpan.FromMilliseconds(200));
        await new DocumentStorageMigration(storage).RunAsync(Cancel);
        var store = new BlobDocumentStore(storage);

        server.Pause();
        await Assert.ThrowsAsync<IOException>(() => store.ReadAsync(DocumentNames.RouteTable, Cancel));
        await Assert.ThrowsAsync<IOException>(() => store.TryWriteAsync(DocumentNames.RouteTable, "one"u8.ToArray(), null, Cancel));
        server.Resume();
        await server.KillAsync();
        var refused = await Assert.ThrowsAsync<IOException>(() => store.ReadAsync(DocumentNames.RouteTable, Cancel));
        Assert.Contains("Connection refused", refused.Message, StringComparison.Ordinal);
    }

    private Task<string?> WriteAsync(string? ifMatch) => Open().TryWriteAsync(DocumentNames.RouteTable, "one"u8.ToArray(), ifMatch, Cancel);

    private DocumentStorageMigration Migration() => new(Storage());

    private BlobServiceClient Storage() => Storage(_account, DocumentStorage.AttemptTimeout);

    private static BlobServiceClient Storage(string account, TimeSpan attempt) =>
        DocumentStorage.Open(new DocumentStorageOptions { ConnectionString = account }, attempt);
}
