using System.Net;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;

namespace ToskaMesh.Gateway.Tests.Documents;

public sealed class OwnCopyTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gateway_RestartedWithoutItsSource_ServesFromItsOwnDisk()
    {
        await using var upstream = await Upstream.StartAsync();
        var documents = new PublishedDocuments();
        var key = ApiKey.Generate("k1");
        documents.Publish(Routed.Closed("orders", upstream.Instance()));
        documents.PublishKeys(TimeProvider.System.GetUtcNow(), Keys.Published(key));
        await using (await TestGateway.StartAsync(documents: documents))
        {
            await Eventually.TrueAsync(() => File.Exists(documents.OwnRouteTable) && File.Exists(documents.OwnCredentials), "own copies");
        }

        File.Delete(documents.RouteTable);
        File.Delete(documents.Credentials);
        await using var restarted = await TestGateway.StartAsync(documents: documents);

        Assert.Equal(HttpStatusCode.OK, (await restarted.GetAsync("/health/ready", Cancellation)).Status);
        restarted.Client.DefaultRequestHeaders.Add(ApiKey.Header, key.Reveal());
        Assert.Equal(HttpStatusCode.OK, (await restarted.GetAsync("/mesh/orders/", Cancellation)).Status);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(documents.OwnCredentials) == OwnerOnly);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1000,\"version\":1,\"services\":[]}")]
    public async Task Gateway_RestartedBesideABadOrOlderSource_ServesFromItsOwnDisk(string source)
    {
        await using var upstream = await Upstream.StartAsync();
        var documents = new PublishedDocuments();
        documents.Publish();
        var order = documents.Publish(Routed.Open("orders", upstream.Instance()));
        await using (var gateway = await TestGateway.StartAsync(documents: documents))
        {
            await Eventually.TrueAsync(() => File.Exists(documents.OwnRouteTable), "own copy");
        }

        await File.WriteAllTextAsync(documents.RouteTable, source, Cancellation);
        await using var restarted = await TestGateway.StartAsync(documents: documents);

        Assert.Equal(order, restarted.Table.Applied);
        Assert.NotNull(restarted.Table.Rejection);
        Assert.Equal(HttpStatusCode.OK, (await restarted.GetAsync("/mesh/orders/", Cancellation)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"schemaVersion\":1,")]
    public async Task Gateway_WithABrokenOwnCopy_TakesTheSource(string copy)
    {
        var documents = new PublishedDocuments();
        var order = documents.Publish();
        Directory.CreateDirectory(Path.GetDirectoryName(documents.OwnRouteTable)!);
        await File.WriteAllTextAsync(documents.OwnRouteTable, copy, Cancellation);

        await using var gateway = await TestGateway.StartAsync(documents: documents);

        Assert.Equal(order, gateway.Table.Applied);
        await Eventually.TrueAsync(
            () => RouteTableJson.Read(File.ReadAllBytes(documents.OwnRouteTable)).Accepted, "own copy repaired");
    }
}
