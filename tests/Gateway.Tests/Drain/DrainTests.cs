using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Gateway.Drain;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Testing;

namespace ToskaMesh.Gateway.Tests.Drain;

public sealed class DrainTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_WithRequestsInFlight_FinishesThemAllAndRefusesNewConnections()
    {
        var release = new TaskCompletionSource();
        await using var upstream = await Upstream.StartAsync(handler: async context =>
        {
            await release.Task.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync("done", context.RequestAborted);
        });
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("orders", upstream.Instance()));
        var requests = Enumerable.Range(0, 20).Select(_ => gateway.GetAsync("/mesh/orders/", Cancellation)).ToArray();
        await Eventually.TrueAsync(() => upstream.Received.Count == requests.Length, "all requests at the service");

        var stopping = gateway.StopAsync();
        await Eventually.TrueAsync(async () => !await AcceptsAsync(gateway.Port), "no new connections");
        release.SetResult();

        Assert.All(await Task.WhenAll(requests), answer => Assert.Equal((HttpStatusCode.OK, "done"), answer));
        await stopping;
    }

    [Fact]
    public async Task Stop_DuringItsDelay_IsNotReadyAndStillServesButAsksForNewConnections()
    {
        await using var upstream = await Upstream.StartAsync();
        var documents = new PublishedDocuments();
        documents.Publish(Routed.Open("orders", upstream.Instance()));
        await using var gateway = await TestGateway.StartAsync(new() { ["Mesh:Gateway:Drain:Delay"] = "00:00:01" }, documents: documents);
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/health/ready", Cancellation)).Status);

        var stopping = gateway.StopAsync();
        await Eventually.TrueAsync(() => gateway.Services.GetRequiredService<DrainState>().IsDraining, "draining");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await gateway.GetAsync("/health/ready", Cancellation)).Status);
        using var response = await gateway.Client.GetAsync("/mesh/orders/", Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Headers.ConnectionClose);
        await stopping;
    }

    [Fact]
    public async Task Stop_WithARequestThatNeverEnds_IsBounded()
    {
        await using var upstream = await Upstream.StartAsync(handler: context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        var documents = new PublishedDocuments();
        documents.Publish(Routed.Open("orders", upstream.Instance()));
        await using var gateway = await TestGateway.StartAsync(
            new() { ["Mesh:Gateway:Drain:Timeout"] = "00:00:01", ["Mesh:Gateway:Drain:UpgradedTimeout"] = "00:00:00.500" }, documents: documents);
        var request = gateway.GetAsync("/mesh/orders/", Cancellation);
        await Eventually.TrueAsync(() => !upstream.Received.IsEmpty, "request at the service");

        await gateway.StopAsync().WaitAsync(TimeSpan.FromSeconds(10), Cancellation);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => request);
    }

    private static async Task<bool> AcceptsAsync(int port)
    {
        try
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync("127.0.0.1", port, Cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
