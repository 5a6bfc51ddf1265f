using System.Net;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Testing;

namespace ToskaMesh.Gateway.Tests.Telemetry;

public sealed class MetricsPortTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Who reaches the gateway need not see what it counts, whatever he says is the host; who scrapes reaches nothing else.</summary>
    [Fact]
    public async Task OwnPort_HasMetrics_AndNothingElse_AndNoOtherPortHasThem()
    {
        var port = FreePort.Next();
        await using var gateway = await TestGateway.StartAsync(new() { ["Mesh:Gateway:MetricsPort"] = $"{port}" });
        using var scraper = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        Assert.Contains("toska_", await scraper.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancel), StringComparison.Ordinal);
        foreach (var path in (string[])["/health/ready", "/mesh/web/", "/api/Status/gateways", "/"])
        {
            using var refused = await scraper.GetAsync(new Uri(path, UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        using var pretended = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { Host = $"127.0.0.1:{port}" } };
        using var answer = await gateway.Client.SendAsync(pretended, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task WithoutAPort_TheyAreOnTheGatewaysOwn()
    {
        await using var gateway = await TestGateway.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/metrics", Cancel)).Status);
    }
}
