using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Gateway.Documents;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;

namespace ToskaMesh.Gateway.Tests.Documents;

public sealed class RouteTableFollowingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> BadTables => new()
    {
        { "empty", "" },
        { "empty", "  \n" },
        { "malformed", "{\"schemaVersion\":1,\"epoch\":1000,\"ver" },
        { "malformed", "null" },
        { "schema", "{\"schemaVersion\":99,\"epoch\":1000,\"version\":99,\"services\":[]}" },
        { "invalid", "{\"schemaVersion\":1,\"epoch\":1000,\"version\":99,\"services\":[{\"name\":\"no/name\",\"instances\":[]}]}" },
        { "older_version", "{\"schemaVersion\":1,\"epoch\":1000,\"version\":1,\"services\":[]}" },
        { "older_version", "{\"schemaVersion\":1,\"epoch\":1000,\"version\":2,\"services\":[]}" },
        { "older_epoch", "{\"schemaVersion\":1,\"epoch\":999,\"version\":99,\"services\":[]}" },
    };

    [Theory]
    [MemberData(nameof(BadTables))]
    public async Task BadTable_Published_IsRejectedCountedReportedAndRepairedByTheNext(string reason, string content)
    {
        await using var upstream = await Upstream.StartAsync();
        var service = Routed.Open("orders", upstream.Instance());
        await using var gateway = await TestGateway.ServingAsync(service);
        await gateway.PublishAsync(service);

        PublishedDocuments.Replace(gateway.Documents.RouteTable, Encoding.UTF8.GetBytes(content));
        await Eventually.TrueAsync(() => gateway.Table.Rejection?.Reason == reason, $"rejection {reason}");

        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);
        var (status, health) = await gateway.GetAsync("/health", Cancellation);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains($"\"rejected\":\"{reason}\"", health, StringComparison.Ordinal);
        var series = $"toska_route_table_rejected_total{{reason=\"{reason}\"}}";
        Assert.Equal(1, await gateway.MetricAsync(series, Cancellation));

        await gateway.PublishAsync(service);
        Assert.Null(gateway.Table.Rejection);
        Assert.Equal(3, await gateway.MetricAsync("toska_route_table_version{}", Cancellation));
        Assert.Equal(1, await gateway.MetricAsync(series, Cancellation));
    }

    [Fact]
    public async Task BadTable_LeftThere_IsCountedOnce()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Mesh:Gateway:PollInterval"] = "00:00:00.010" });
        await gateway.PublishAsync();
        PublishedDocuments.Replace(gateway.Documents.RouteTable, "{"u8.ToArray());
        await Eventually.TrueAsync(() => gateway.Table.Rejection is not null, "rejection");

        // Young files are read again by each poll: touching it makes many looks certain.
        for (var i = 0; i < 20; i++)
        {
            File.SetLastWriteTimeUtc(gateway.Documents.RouteTable, DateTime.UnixEpoch.AddSeconds(i));
            await gateway.GetAsync("/health/live", Cancellation);
        }

        Assert.Equal(1, await gateway.MetricAsync("toska_route_table_rejected_total{reason=\"malformed\"}", Cancellation));
    }

    [Fact]
    public async Task BadTable_PutBackToTheServingOne_IsNoLongerReported()
    {
        await using var gateway = await TestGateway.ServingAsync();
        var good = await File.ReadAllBytesAsync(gateway.Documents.RouteTable, Cancellation);
        PublishedDocuments.Replace(gateway.Documents.RouteTable, []);
        await Eventually.TrueAsync(() => gateway.Table.Rejection is not null, "rejection");

        PublishedDocuments.Replace(gateway.Documents.RouteTable, good);

        await Eventually.TrueAsync(() => gateway.Table.Rejection is null, "repair");
        Assert.Equal(new TableVersion(TestGateway.Epoch, 1), gateway.Table.Applied);
    }

    [Fact]
    public async Task Table_Deleted_KeepsServing()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("orders", upstream.Instance()));

        File.Delete(gateway.Documents.RouteTable);
        await Eventually.TrueAsync(() => gateway.Table.Rejection?.Reason == "unreadable", "rejection");

        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/health/ready", Cancellation)).Status);
    }

    [Fact]
    public async Task Table_OfHigherEpochAndLowerVersion_IsApplied()
    {
        await using var gateway = await TestGateway.ServingAsync();
        await gateway.PublishAsync();

        PublishedDocuments.Replace(gateway.Documents.RouteTable, RouteTableJson.Serialize(PublishedDocuments.Table(TestGateway.Epoch + 1, 1)));

        await Eventually.TrueAsync(() => gateway.Table.Applied == new TableVersion(TestGateway.Epoch + 1, 1), "higher epoch applied");
    }

    [Fact]
    public async Task Gateway_BeforeItsFirstTable_IsNotReadyAndSaysSo()
    {
        await using var gateway = await TestGateway.StartAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await gateway.GetAsync("/health/ready", Cancellation)).Status);
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/health/live", Cancellation)).Status);

        using var response = await gateway.Client.GetAsync("/mesh/orders/", Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);

        await gateway.PublishAsync();
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/health/ready", Cancellation)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);
    }

    [Fact]
    public async Task Table_WithoutSignal_IsFoundByPolling()
    {
        await using var gateway = await TestGateway.StartAsync(
            new() { ["Mesh:Gateway:PollInterval"] = "00:00:00.050" },
            builder => builder.Services.AddSingleton<IChangeSignal, NoSignal>());
        await gateway.PublishAsync();
    }
}
