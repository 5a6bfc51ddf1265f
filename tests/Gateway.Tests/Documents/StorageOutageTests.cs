using System.Net;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Gateway.Tests.Documents;

/// <summary>The gateway, following blobs of a genuine storage server that goes away.</summary>
public sealed class StorageOutageTests
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gateway_StorageKilledAndStartedAgain_ServesAllAlongAndFollowsAgain()
    {
        await using var server = await StartServerAsync();
        await using var upstream = await Upstream.StartAsync();
        var documents = new BlobDocuments(server.NewAccount());
        var (first, tag) = await documents.PublishAsync(Routed.Open("orders", upstream.Instance()));
        await using var gateway = await TestGateway.StartAsync(documents.Settings);
        Assert.Equal(first, gateway.Table.Applied);

        await server.FlushedAsync(tag);
        await server.KillAsync();
        await Eventually.TrueAsync(() => gateway.Table.Rejection?.Reason == "unreadable", "the outage is noticed");
        await AssertServesAsync(gateway);
        await server.RestartAsync();

        await AssertFollowsAsync(gateway, documents, upstream);
    }

    [Fact]
    public async Task Gateway_StoragePausedAndResumed_ServesAllAlongAndFollowsAgain()
    {
        await using var server = await StartServerAsync();
        await using var upstream = await Upstream.StartAsync();
        var documents = new BlobDocuments(server.NewAccount());
        await documents.PublishAsync(Routed.Open("orders", upstream.Instance()));
        await using var gateway = await TestGateway.StartAsync(documents.Settings);

        server.Pause();
        await Eventually.TrueAsync(() => gateway.Table.Rejection?.Reason == "unreadable", "the outage is noticed");
        await AssertServesAsync(gateway);
        server.Resume();

        await AssertFollowsAsync(gateway, documents, upstream);
    }

    [Fact]
    public async Task Gateway_StartedWhileStorageIsAway_ServesFromItsOwnDisk()
    {
        await using var server = await StartServerAsync();
        await using var upstream = await Upstream.StartAsync();
        var documents = new BlobDocuments(server.NewAccount());
        var own = new PublishedDocuments();
        await documents.PublishAsync(Routed.Open("orders", upstream.Instance()));
        await using (await TestGateway.StartAsync(documents.Settings, documents: own))
        {
            await Eventually.TrueAsync(() => File.Exists(own.OwnRouteTable), "own copy");
        }

        await server.KillAsync();
        await using var restarted = await TestGateway.StartAsync(documents.Settings, documents: own);

        await AssertServesAsync(restarted);
    }

    private static async Task<AzuriteServer> StartServerAsync()
    {
        var server = new AzuriteServer();
        await server.StartAsync();
        return server;
    }

    private static async Task AssertServesAsync(TestGateway gateway)
    {
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/health/ready", Cancellation)).Status);
    }

    private static async Task AssertFollowsAsync(TestGateway gateway, BlobDocuments documents, Upstream upstream)
    {
        var (order, _) = await documents.PublishAsync(Routed.Open("orders", upstream.Instance()), Routed.Open("invoices"));
        await Eventually.TrueAsync(() => gateway.Table.Applied == order && gateway.Table.Rejection is null, $"{order} applied", Recovery);
        await AssertServesAsync(gateway);
    }
}
