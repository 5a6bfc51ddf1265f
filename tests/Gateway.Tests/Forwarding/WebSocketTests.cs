using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Gateway.Tests.Forwarding;

public sealed class WebSocketTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WebSocket_ThroughTheGateway_EchoesAndCloses()
    {
        await using var upstream = await Upstream.StartAsync(handler: EchoAsync);
        using var tokens = new TestSigningKey("k1");
        var documents = new PublishedDocuments { Trusted = new SigningKeySet(TestSigningKey.Issuer, [tokens.Published]) };
        documents.Publish(Routed.Closed("chat", upstream.Instance()));
        documents.PublishKeys(TimeProvider.System.GetUtcNow());
        await using var gateway = await TestGateway.StartAsync(documents: documents);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("x-MESH-subject", "somebody-else");
        socket.Options.SetRequestHeader("Authorization", $"Bearer {tokens.Issue(TestSigningKey.User(), TimeProvider.System.GetUtcNow())}");
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{gateway.Port}/mesh/chat/room?x=1"), Cancellation);

        foreach (var text in new[] { "one", "two", new string('x', 100_000) })
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Cancellation);
            Assert.Equal(text, await ReceiveAsync(socket));
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", Cancellation);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        var received = Assert.Single(upstream.Received);
        Assert.Equal("/room?x=1", received.Target);
        Assert.Equal("user-1", received.Header("X-Mesh-Subject"));
        Assert.Null(received.Header("Authorization"));
    }

    [Fact]
    public async Task WebSocket_ToADeadInstance_IsOpenedOnAnotherOne()
    {
        await using var upstream = await Upstream.StartAsync(handler: EchoAsync);
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("chat", Routed.Dead("d1"), Routed.Dead("d2"), upstream.Instance()));
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{gateway.Port}/mesh/chat/"), Cancellation);
        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, Cancellation);
        Assert.Equal("hello", await ReceiveAsync(socket));
    }

    [Fact]
    public async Task WebSocket_WhenTheGatewayStops_IsClosedInTheEnd()
    {
        await using var upstream = await Upstream.StartAsync(handler: EchoAsync);
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("chat", upstream.Instance()));
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{gateway.Port}/mesh/chat/"), Cancellation);

        await gateway.StopAsync();

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveAsync(new byte[16], Cancellation));
    }

    private static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        var message = new MemoryStream();
        var buffer = new byte[4096];
        WebSocketReceiveResult result;
        do
        {
            result = await socket.ReceiveAsync(buffer, Cancellation);
            message.Write(buffer, 0, result.Count);
        }
        while (!result.EndOfMessage);

        return Encoding.UTF8.GetString(message.ToArray());
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer, context.RequestAborted) is var result && result.MessageType != WebSocketMessageType.Close)
            {
                await socket.SendAsync(buffer.AsMemory(0, result.Count), result.MessageType, result.EndOfMessage, context.RequestAborted);
            }

            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", context.RequestAborted);
        }
        catch (WebSocketException)
        {
            // The gateway closed the connection, as one of the tests wants.
        }
    }
}
