using System.Net;
using Microsoft.AspNetCore.Http;
using ToskaMesh.Gateway.Tests.Fixtures;

namespace ToskaMesh.Gateway.Tests.Forwarding;

public sealed class StreamingTests
{
    private const int Large = 64 * 1024 * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Upload_LargerThanAnyBuffer_ArrivesWhole(bool isChunked)
    {
        var received = 0L;
        await using var upstream = await Upstream.StartAsync(handler: async context =>
        {
            var buffer = new byte[65536];
            int read;
            while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
            {
                received += read;
            }
        });
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("files", upstream.Instance()));

        using var request = new HttpRequestMessage(HttpMethod.Put, "/mesh/files/big") { Content = new StreamContent(new MemoryStream(new byte[Large])) };
        request.Headers.TransferEncodingChunked = isChunked;
        using var response = await gateway.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Large, received);
    }

    [Fact]
    public async Task Download_LargerThanAnyBuffer_ArrivesWhole()
    {
        await using var upstream = await Upstream.StartAsync(handler: async context =>
        {
            var buffer = new byte[65536];
            for (var sent = 0; sent < Large; sent += buffer.Length)
            {
                await context.Response.Body.WriteAsync(buffer, context.RequestAborted);
            }
        });
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("files", upstream.Instance()));

        using var response = await gateway.Client.GetAsync("/mesh/files/big", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        var stream = await response.Content.ReadAsStreamAsync(Cancellation);
        var received = 0L;
        var buffer = new byte[65536];
        int read;
        while ((read = await stream.ReadAsync(buffer, Cancellation)) > 0)
        {
            received += read;
        }

        Assert.Equal(Large, received);
    }

    [Fact]
    public async Task Events_AreDeliveredAsTheyAreWritten_LongAfterTheServicesTimeout()
    {
        var next = new SemaphoreSlim(0);
        await using var upstream = await Upstream.StartAsync(handler: async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.Body.FlushAsync(context.RequestAborted);
            while (true)
            {
                await next.WaitAsync(context.RequestAborted);
                await context.Response.WriteAsync("data: x\n\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        });
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("events", upstream.Instance()) with { Timeout = TimeSpan.FromMilliseconds(200) });
        using var response = await gateway.Client.GetAsync("/mesh/events/", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));
        var begun = TimeProvider.System.GetTimestamp();

        do
        {
            next.Release();
            Assert.Equal("data: x", await reader.ReadLineAsync(Cancellation));
            Assert.Equal("", await reader.ReadLineAsync(Cancellation));
        }
        while (TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromMilliseconds(400));
    }

    [Fact]
    public async Task Request_WhoseBodyIsStillComing_HasReachedTheService()
    {
        var firstPiece = new TaskCompletionSource<string>();
        await using var upstream = await Upstream.StartAsync(handler: async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            firstPiece.SetResult(await reader.ReadLineAsync(context.RequestAborted) ?? "");
            await context.Response.WriteAsync(await reader.ReadToEndAsync(context.RequestAborted), context.RequestAborted);
        });
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("files", upstream.Instance()));
        using var caller = new System.Net.Sockets.TcpClient();
        await caller.ConnectAsync("127.0.0.1", gateway.Port, Cancellation);
        var stream = caller.GetStream();

        await stream.WriteAsync("POST /mesh/files/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nfirst\n\r\n"u8.ToArray(), Cancellation);
        Assert.Equal("first", await firstPiece.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation));

        await stream.WriteAsync("6\r\nsecond\r\n0\r\n\r\n"u8.ToArray(), Cancellation);
        using var answer = new StreamReader(stream);
        Assert.Contains("second", await answer.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
    }
}
