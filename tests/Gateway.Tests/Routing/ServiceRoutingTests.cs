using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ToskaMesh.Gateway.Tests.Fixtures;

namespace ToskaMesh.Gateway.Tests.Routing;

public sealed class ServiceRoutingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/mesh/orders", "/")]
    [InlineData("/mesh/orders/", "/")]
    [InlineData("/mesh/orders?x=1", "/?x=1")]
    [InlineData("/mesh/orders/a/b?q=1&q=%202", "/a/b?q=1&q=%202")]
    [InlineData("/mesh/ORDERS/Mixed/Case", "/Mixed/Case")]
    [InlineData("/mesh/orders/a%2Fb/%41%20c/%25", "/a%2Fb/%41%20c/%25")]
    [InlineData("/mesh/orders/a%252Fb", "/a%252Fb")]
    [InlineData("/mesh/orders//double//slash/", "//double//slash/")]
    [InlineData("/mesh/orders/%E2%82%AC", "/%E2%82%AC")]
    [InlineData("/mesh/orders/a;v=1,2/(x)'!$&+=:@~", "/a;v=1,2/(x)'!$&+=:@~")]
    public async Task Service_Path_ArrivesWithoutPrefixAndOtherwiseAsWritten(string sent, string received)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("orders", upstream.Instance()));

        using var raw = new RawHttp(gateway.Port);
        Assert.StartsWith("HTTP/1.1 200", await raw.GetAsync(sent, Cancellation), StringComparison.Ordinal);

        Assert.Equal(received, Assert.Single(upstream.Received).Target);
    }

    [Theory]
    [InlineData("/mesh/orders/..%2f..%2fadmin")]
    [InlineData("/mesh/orders/a/%2e%2e%2fb")]
    [InlineData("/mesh/orders/a/..%5cb")]
    public async Task Service_DotSegmentsBehindEscapes_AreRefused(string path)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("orders", upstream.Instance()));

        using var raw = new RawHttp(gateway.Port);
        Assert.StartsWith("HTTP/1.1 400", await raw.GetAsync(path, Cancellation), StringComparison.Ordinal);

        Assert.Empty(upstream.Received);
    }

    [Fact]
    public async Task Service_PlainDotSegments_AreResolvedBeforeRouting()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("orders", upstream.Instance()));

        using var raw = new RawHttp(gateway.Port);
        Assert.StartsWith("HTTP/1.1 404", await raw.GetAsync("/mesh/orders/../other/x", Cancellation), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", await raw.GetAsync("/mesh/orders/a/../b", Cancellation), StringComparison.Ordinal);

        Assert.Equal("/b", Assert.Single(upstream.Received).Target);
    }

    [Fact]
    public async Task UnknownService_Always_Answers404Problem()
    {
        await using var gateway = await TestGateway.ServingAsync();

        using var response = await gateway.Client.GetAsync("/mesh/nobody/x", Cancellation);

        await AssertProblemAsync(response, HttpStatusCode.NotFound, "Unknown service");
        Assert.Equal(1, await gateway.MetricAsync("toska_gateway_request_duration_seconds_count{code=\"4xx\",service=\"(unknown)\"}", Cancellation));
    }

    [Theory]
    [InlineData("(unknown)")]
    [InlineData("%28unknown%29")]
    public async Task UnknownService_NamedLikeThePlaceholder_IsUnknown(string name)
    {
        await using var gateway = await TestGateway.ServingAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.GetAsync($"/mesh/{name}/x", Cancellation)).Status);
    }

    [Fact]
    public async Task Service_WithoutRoutableInstance_Answers503WithRetryAfter()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.ServingAsync(
            Routed.Open("none"),
            Routed.Open("unrouted", upstream.Instance() with { Routed = false }),
            Routed.Open("drained", upstream.Instance(weight: 0) with { Id = "other" }));

        foreach (var service in new[] { "none", "unrouted", "drained" })
        {
            using var response = await gateway.Client.GetAsync($"/mesh/{service}/", Cancellation);
            await AssertProblemAsync(response, HttpStatusCode.ServiceUnavailable, "No instance available");
            Assert.NotNull(response.Headers.RetryAfter);
        }

        Assert.Empty(upstream.Received);
    }

    [Fact]
    public async Task Service_WhoseInstanceRefuses_Answers502Problem()
    {
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("orders", Routed.Dead()));
        using var response = await gateway.Client.GetAsync("/mesh/orders/", Cancellation);
        await AssertProblemAsync(response, HttpStatusCode.BadGateway, "The service could not be reached");
    }

    [Fact]
    public async Task Service_SlowerThanItsTimeout_Answers504Problem()
    {
        await using var upstream = await Upstream.StartAsync(handler: context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        await using var gateway = await TestGateway.ServingAsync(
            Routed.Open("orders", upstream.Instance()) with { Timeout = TimeSpan.FromMilliseconds(100) });

        using var response = await gateway.Client.GetAsync("/mesh/orders/", Cancellation);

        await AssertProblemAsync(response, HttpStatusCode.GatewayTimeout, "The service did not answer in time");
    }

    [Fact]
    public async Task Service_AnsweringAnErrorItself_KeepsItsBody()
    {
        await using var upstream = await Upstream.StartAsync(handler: context =>
        {
            context.Response.StatusCode = 502;
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "mine", Cancellation);
        });
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("orders", upstream.Instance()));
        Assert.Equal((HttpStatusCode.BadGateway, "mine"), await gateway.GetAsync("/mesh/orders/", Cancellation));
    }

    [Fact]
    public async Task Table_Changed_ChangesTrafficWithoutRestart()
    {
        await using var first = await Upstream.StartAsync("first");
        await using var second = await Upstream.StartAsync("second");
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("orders", first.Instance()));
        Assert.Equal("first", (await gateway.GetAsync("/mesh/orders/", Cancellation)).Body);

        await gateway.PublishAsync(Routed.Open("orders", second.Instance()), Routed.Open("more", first.Instance()));
        Assert.Equal("second", (await gateway.GetAsync("/mesh/orders/", Cancellation)).Body);
        Assert.Equal("first", (await gateway.GetAsync("/mesh/more/", Cancellation)).Body);

        await gateway.PublishAsync(Routed.Open("more", first.Instance()));
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/mesh")]
    [InlineData("/meshorders/x")]
    public async Task Gateway_PathOfNobody_Answers404Problem(string path)
    {
        await using var gateway = await TestGateway.ServingAsync();
        using var response = await gateway.Client.GetAsync(path, Cancellation);
        await AssertProblemAsync(response, HttpStatusCode.NotFound, "Not found");
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string title)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.Contains("X-Correlation-ID"));
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(title, problem.GetProperty("title").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
    }
}
