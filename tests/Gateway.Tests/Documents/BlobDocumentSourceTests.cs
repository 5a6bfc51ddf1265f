using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Gateway.Documents;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Gateway.Tests.Documents;

public sealed class BlobDocumentSourceTests : DocumentSourceContract, IAsyncLifetime
{
    private BlobDocuments? _documents;
    private BlobDocumentSource? _source;

    private protected override IDocumentSource Source => _source!;

    public async ValueTask InitializeAsync()
    {
        var account = (await SharedServer.OfAsync<AzuriteServer>()).NewAccount();
        _documents = new BlobDocuments(account);
        _source = SourceOf(account, TimeProvider.System);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Read_ContainerMissing_SaysThatItMustBeMigrated()
    {
        var missing = await Assert.ThrowsAsync<IOException>(() => Source.ReadAsync(DocumentNames.RouteTable, null, Cancellation));

        Assert.Contains("toska migrate", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_StorageHangs_EndsInTime()
    {
        await using var server = new AzuriteServer();
        await server.StartAsync();
        var time = new FakeTimeProvider();
        var account = server.NewAccount();
        await new BlobDocuments(account).WriteAsync(DocumentNames.RouteTable, "one");
        var source = SourceOf(account, time);
        var tag = (await source.ReadAsync(DocumentNames.RouteTable, null, Cancellation))!.Tag;

        server.Pause();
        var read = source.ReadAsync(DocumentNames.RouteTable, tag, Cancellation);
        time.Advance(TimeSpan.FromSeconds(5));

        await Assert.ThrowsAsync<IOException>(() => read);
        server.Resume();
        Assert.Null(await source.ReadAsync(DocumentNames.RouteTable, tag, Cancellation));
    }

    protected override Task WriteAsync(string name, string content) => _documents!.WriteAsync(name, content);

    protected override Task DeleteAsync(string name) => _documents!.DeleteAsync(name);

    private static BlobDocumentSource SourceOf(string account, TimeProvider time) =>
        new(Options.Create(new DocumentStorageOptions { ConnectionString = account }), time);
}
