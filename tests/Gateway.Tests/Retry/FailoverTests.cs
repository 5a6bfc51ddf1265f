using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;

namespace ToskaMesh.Gateway.Tests.Retry;

public sealed class FailoverTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", null)]
    [InlineData("POST", "a body that is sent once")]
    [InlineData("DELETE", null)]
    public async Task Request_ToADeadInstance_IsAnsweredByAnotherOne(string method, string? body)
    {
        var bodies = new System.Collections.Concurrent.ConcurrentBag<string>();
        await using var alive = await Upstream.StartAsync("alive", async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            bodies.Add(await reader.ReadToEndAsync(context.RequestAborted));
            await context.Response.WriteAsync("alive", context.RequestAborted);
        });
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("orders", Routed.Dead("d1"), Routed.Dead("d2"), alive.Instance()));

        for (var i = 0; i < 10; i++)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), "/mesh/orders/") { Content = body is null ? null : new StringContent(body) };
            using var response = await gateway.Client.SendAsync(request, Cancellation);
            Assert.Equal("alive", await response.Content.ReadAsStringAsync(Cancellation));
        }

        Assert.All(bodies, received => Assert.Equal(body ?? "", received));
    }

    [Fact]
    public async Task Instance_Killed_LosesNoRequestAndIsEjectedAtTheFirstFailure()
    {
        await using var survivor = await Upstream.StartAsync("survivor");
        var killed = await Upstream.StartAsync("killed");
        var documents = new PublishedDocuments();
        documents.Publish(Routed.Open("orders", killed.Instance(), survivor.Instance()) with { LoadBalancing = LoadBalancing.RoundRobin });
        await using var gateway = await TestGateway.StartAsync(new() { ["Mesh:Gateway:Ejection:BaseTime"] = "00:01:00" }, documents: documents);
        await using var load = Load.Start(gateway.Client, "/mesh/orders/");
        await load.MoreAsync(100);

        await killed.DisposeAsync();
        await load.MoreAsync(50);
        var retries = await gateway.MetricAsync("toska_gateway_retries_total{service=\"orders\"}", Cancellation);
        await load.MoreAsync(200);
        await load.StopAsync();

        Assert.Empty(load.Failures);
        Assert.Equal(1, await gateway.MetricAsync("toska_gateway_ejections_total{service=\"orders\"}", Cancellation));
        Assert.Equal(retries, await gateway.MetricAsync("toska_gateway_retries_total{service=\"orders\"}", Cancellation));
    }

    [Fact]
    public async Task Instance_EjectedAndBack_GetsTrafficAgain()
    {
        await using var survivor = await Upstream.StartAsync("survivor");
        var dead = Routed.Dead("back");
        var documents = new PublishedDocuments();
        documents.Publish(Routed.Open("orders", dead, survivor.Instance()) with { LoadBalancing = LoadBalancing.RoundRobin });
        await using var gateway = await TestGateway.StartAsync(
            new() { ["Mesh:Gateway:Ejection:BaseTime"] = "00:00:00.100", ["Mesh:Gateway:Ejection:MaxTime"] = "00:00:00.100" }, documents: documents);
        await using var load = Load.Start(gateway.Client, "/mesh/orders/", callers: 2);
        await load.MoreAsync(50);

        await using var back = await Upstream.StartAsync("back", port: dead.Port);

        await Eventually.TrueAsync(() => !back.Received.IsEmpty, "traffic to the instance that came back");
        await load.StopAsync();
        Assert.Empty(load.Failures);
    }

    [Fact]
    public async Task Request_WithABodyThatWasBegun_IsNeverSentTwice()
    {
        await using var breaking = await Upstream.StartAsync("breaking", async context =>
        {
            await context.Request.Body.ReadExactlyAsync(new byte[4], context.RequestAborted);
            context.Abort();
        });
        await using var other = await Upstream.StartAsync("other");
        await using var gateway = await TestGateway.ServingAsync(
            Routed.Open("orders", breaking.Instance(), other.Instance()) with { LoadBalancing = LoadBalancing.RoundRobin });

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            using var response = await gateway.Client.PostAsync("/mesh/orders/", new StringContent("body"), Cancellation);
            statuses.Add(response.StatusCode);
        }

        Assert.Equal(2, statuses.Count(status => status == HttpStatusCode.BadGateway));
        Assert.Equal(2, breaking.Received.Count);
        Assert.Equal(2, other.Received.Count);
    }

    [Fact]
    public async Task Get_WhoseConnectionBrokeBeforeTheResponse_IsAnsweredByAnotherInstance()
    {
        await using var breaking = await Upstream.StartAsync("breaking", context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await using var other = await Upstream.StartAsync("other");
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("orders", breaking.Instance(), other.Instance()));

        for (var i = 0; i < 6; i++)
        {
            Assert.Equal((HttpStatusCode.OK, "other"), await gateway.GetAsync("/mesh/orders/", Cancellation));
        }
    }

    [Fact]
    public async Task Caller_GoneAway_IsNoFailureOfTheInstance()
    {
        await using var slow = await Upstream.StartAsync("slow", context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        await using var other = await Upstream.StartAsync("other");
        await using var gateway = await TestGateway.ServingAsync(
            Routed.Open("orders", slow.Instance(), other.Instance()) with { LoadBalancing = LoadBalancing.RoundRobin });

        for (var i = 1; i <= 20; i++)
        {
            using var caller = new TcpClient();
            await caller.ConnectAsync("127.0.0.1", gateway.Port, Cancellation);
            await caller.GetStream().WriteAsync("GET /mesh/orders/ HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), Cancellation);
            await Eventually.TrueAsync(() => slow.Received.Count + other.Received.Count >= i, "request arrived");
        }

        Assert.Equal(10, slow.Received.Count);
        Assert.Equal(0, await gateway.MetricAsync("toska_gateway_ejections_total{service=\"orders\"}", Cancellation));
    }

    [Fact]
    public async Task InstanceThatMoved_StartsAfresh()
    {
        var dead = Routed.Dead("moving");
        await using var survivor = await Upstream.StartAsync("survivor");
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("orders", dead, survivor.Instance()));
        await Eventually.TrueAsync(
            async () =>
            {
                await gateway.GetAsync("/mesh/orders/", Cancellation);
                return await gateway.MetricAsync("toska_gateway_ejections_total{service=\"orders\"}", Cancellation) > 0;
            },
            "ejection");

        await using var moved = await Upstream.StartAsync("moving");
        await gateway.PublishAsync(Routed.Open("orders", moved.Instance(), survivor.Instance()));

        await gateway.GetAsync("/mesh/orders/", Cancellation);
        await gateway.GetAsync("/mesh/orders/", Cancellation);
        Assert.NotEmpty(moved.Received);
    }
}
