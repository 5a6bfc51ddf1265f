using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Gateway.Tests.Forwarding;

public sealed class GrpcTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Unary_ThroughH2c_AnswersWithTrailers()
    {
        await using var upstream = await StartAsync();
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("echo", upstream.Instance(scheme: InstanceScheme.H2c)));
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{gateway.H2cPort}");

        using var call = channel.CreateCallInvoker().AsyncUnaryCall(EchoService.Behind("mesh/echo/", EchoService.UnaryMethod), null, new CallOptions(cancellationToken: Cancellation), "hello");

        Assert.Equal("echo hello", await call.ResponseAsync);
        Assert.Equal("hello", call.GetTrailers().GetValue("echo-trailer"));
        Assert.Equal("HTTP/2", Assert.Single(upstream.Received).Protocol);
    }

    [Fact]
    public async Task Duplex_ThroughH2c_AnswersEachMessageBeforeTheNextIsSent()
    {
        await using var upstream = await StartAsync();
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("echo", upstream.Instance(scheme: InstanceScheme.H2c)));
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{gateway.H2cPort}");
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(
            EchoService.Behind("mesh/echo/", EchoService.DuplexMethod), null, new CallOptions(cancellationToken: Cancellation));

        for (var i = 0; i < 20; i++)
        {
            await call.RequestStream.WriteAsync($"{i}", Cancellation);
            Assert.True(await call.ResponseStream.MoveNext(Cancellation));
            Assert.Equal($"echo {i}", call.ResponseStream.Current);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(Cancellation));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Status_OfTheService_ReachesTheCaller()
    {
        await using var upstream = await StartAsync();
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("echo", upstream.Instance(scheme: InstanceScheme.H2c)));
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{gateway.H2cPort}");

        using var call = channel.CreateCallInvoker().AsyncUnaryCall(EchoService.Behind("mesh/echo/", EchoService.FailingMethod), null, new CallOptions(cancellationToken: Cancellation), "why");

        var failure = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
        Assert.Equal((StatusCode.FailedPrecondition, "echo why"), (failure.StatusCode, failure.Status.Detail));
    }

    [Fact]
    public async Task Unary_ToAClosedService_NeedsATokenAndIntroducesItsUser()
    {
        using var tokens = new TestSigningKey("k1");
        await using var upstream = await StartAsync();
        var documents = new PublishedDocuments { Trusted = new SigningKeySet(TestSigningKey.Issuer, [tokens.Published]) };
        documents.Publish(Routed.Closed("echo", upstream.Instance(scheme: InstanceScheme.H2c)));
        documents.PublishKeys(TimeProvider.System.GetUtcNow());
        await using var gateway = await TestGateway.StartAsync(documents: documents);
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{gateway.H2cPort}");

        using var anonymous = Call(new Metadata());
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => anonymous.ResponseAsync)).StatusCode);
        using var known = Call(new Metadata { { "authorization", $"Bearer {tokens.Issue(TestSigningKey.User(), TimeProvider.System.GetUtcNow())}" } });
        Assert.Equal("echo hello", await known.ResponseAsync);

        var received = Assert.Single(upstream.Received);
        Assert.Equal(("user-1", null), (received.Header("X-Mesh-Subject"), received.Header("Authorization")));

        AsyncUnaryCall<string> Call(Metadata headers) => channel.CreateCallInvoker().AsyncUnaryCall(
            EchoService.Behind("mesh/echo/", EchoService.UnaryMethod), null, new CallOptions(headers, cancellationToken: Cancellation), "hello");
    }

    [Fact]
    public async Task Cluster_OfBothSchemes_SpeaksToEachInstanceInItsOwn()
    {
        await using var http = await Upstream.StartAsync("a");
        await using var h2c = await Upstream.StartAsync("b", protocols: HttpProtocols.Http2);
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("orders", http.Instance(), h2c.Instance(scheme: InstanceScheme.H2c)));

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(System.Net.HttpStatusCode.OK, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);
        }

        Assert.All(http.Received, request => Assert.Equal("HTTP/1.1", request.Protocol));
        Assert.All(h2c.Received, request => Assert.Equal("HTTP/2", request.Protocol));
        Assert.Equal((2, 2), (http.Received.Count, h2c.Received.Count));
    }

    private static Task<Upstream> StartAsync() => Upstream.StartAsync(
        "grpc",
        protocols: HttpProtocols.Http2,
        configure: builder => builder.Services.AddGrpc(),
        map: app => app.MapGrpcService<EchoService>());
}
