using System.Net;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Shared.Routing.Explicit;

namespace ToskaMesh.Gateway.Tests.ExplicitRoutes;

public sealed class ExplicitRoutingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{}", "/shop/a%2Fb?q=%20", "/shop/a%2Fb?q=%20")]
    [InlineData("""{"stripPrefix":"/shop"}""", "/shop/a%2Fb?q=1", "/a%2Fb?q=1")]
    [InlineData("""{"stripPrefix":"/shop"}""", "/SHOP", "/")]
    [InlineData("""{"addPrefix":"/v2"}""", "/shop/%41", "/v2/shop/%41")]
    [InlineData("""{"stripPrefix":"/shop","addPrefix":"/v2"}""", "/shop/x?y", "/v2/x?y")]
    [InlineData("""{"stripPrefix":"/sho"}""", "/shop/x", "/shop/x")]
    [InlineData("""{"setPath":"/one"}""", "/shop/x?y=1", "/one?y=1")]
    public async Task Path_ArrivesTransformedAndOtherwiseAsWritten(string transforms, string sent, string received)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await ServingAsync(Open($$$""" "transforms":{{{transforms}}} """), upstream);

        using var raw = new RawHttp(gateway.Port);
        Assert.StartsWith("HTTP/1.1 200", await raw.GetAsync(sent, Cancellation), StringComparison.Ordinal);

        Assert.Equal(received, Assert.Single(upstream.Received).Target);
    }

    [Theory]
    [InlineData("{}", "/shop/x?y")]
    [InlineData("""{"addPrefix":"/v2"}""", "/v2/shop/x?y")]
    public async Task Path_OfAWholeUri_IsThePathInIt(string transforms, string received)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await ServingAsync(Open($$$""" "transforms":{{{transforms}}} """), upstream);

        using var raw = new RawHttp(gateway.Port);
        Assert.StartsWith("HTTP/1.1 200", await raw.GetAsync("http://gateway/shop/x?y", Cancellation), StringComparison.Ordinal);

        Assert.Equal(received, Assert.Single(upstream.Received).Target);
    }

    [Fact]
    public async Task Headers_AreChangedBothWays()
    {
        await using var upstream = await Upstream.StartAsync(handler: context =>
        {
            context.Response.Headers["X-Inner"] = "secret";
            context.Response.Headers["X-Tier"] = "inner";
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "", context.RequestAborted);
        });
        await using var gateway = await ServingAsync(
            Open("""
                "transforms": {
                  "requestHeaders": [{"name":"X-Tier","value":"gold"},{"name":"X-Old","action":"remove"},{"name":"X-More","action":"append","value":"b"}],
                  "responseHeaders": [{"name":"X-Inner","action":"remove"},{"name":"X-Tier","action":"set","value":"outer"}]}
                """),
            upstream);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/shop/");
        request.Headers.Add("X-Tier", "forged");
        request.Headers.Add("X-Old", "1");
        request.Headers.Add("X-More", "a");
        using var response = await gateway.Client.SendAsync(request, Cancellation);

        var received = Assert.Single(upstream.Received);
        Assert.Equal(("gold", null, "a,b"), (received.Header("X-Tier"), received.Header("X-Old"), received.Header("X-More")?.Replace(" ", "", StringComparison.Ordinal)));
        Assert.False(response.Headers.Contains("X-Inner"));
        Assert.Equal("outer", Assert.Single(response.Headers.GetValues("X-Tier")));
        Assert.True(response.Headers.Contains("X-Correlation-ID"));
    }

    [Fact]
    public async Task Match_ByHostMethodHeaderAndQuery_TakesOnlyWhatMeetsAll()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await ServingAsync(
            Routed.Route("shop", """
                {"access":"anonymous","backends":[{"service":"shop"}],
                 "match":{"hosts":["*.example.com"],"path":"/shop/{id}","methods":["get"],
                          "headers":[{"name":"X-Beta","mode":"prefix","values":["y"]}],"query":[{"name":"v","values":["2","3"]}]}}
                """),
            upstream);

        Assert.Equal(200, await AskAsync("a.example.com:80", HttpMethod.Get, "/shop/1?v=3", "yes"));
        Assert.Equal(404, await AskAsync("example.com", HttpMethod.Get, "/shop/1?v=3", "yes"));
        Assert.Equal(404, await AskAsync("a.example.com", HttpMethod.Put, "/shop/1?v=3", "yes"));
        Assert.Equal(404, await AskAsync("a.example.com", HttpMethod.Get, "/shop/1/2?v=3", "yes"));
        Assert.Equal(404, await AskAsync("a.example.com", HttpMethod.Get, "/shop/1?v=4", "yes"));
        Assert.Equal(404, await AskAsync("a.example.com", HttpMethod.Get, "/shop/1?v=3", "no"));
        Assert.Single(upstream.Received);

        async Task<int> AskAsync(string host, HttpMethod method, string path, string beta)
        {
            using var request = new HttpRequestMessage(method, path) { Headers = { { "X-Beta", beta }, { "Host", host } } };
            using var response = await gateway.Client.SendAsync(request, Cancellation);
            return (int)response.StatusCode;
        }
    }

    [Fact]
    public async Task Precedence_IsOrderThenTheMoreSpecific_AndReservedPathsStayTheMeshs()
    {
        await using var upstream = await Upstream.StartAsync();
        var gateway = await TestGateway.StartAsync();
        await using var stop = gateway;
        gateway.Documents.Routes =
        [
            All("all", "/{**rest}", "x-all"), All("one", "/shop/{id}", "x-one"), All("own", "/shop/own", "x-own"), All("first", "/shop/first/{**rest}", "x-first", order: -1),
        ];
        await gateway.PublishAsync(Routed.Open("shop", upstream.Instance()));

        Assert.Equal("/x-own", await TargetAsync("/shop/own"));
        Assert.Equal("/x-one", await TargetAsync("/shop/other"));
        Assert.Equal("/x-first", await TargetAsync("/shop/first"));
        Assert.Equal("/x-all", await TargetAsync("/elsewhere/x"));
        Assert.Equal("/own", await TargetAsync("/mesh/shop/own"));
        foreach (var path in (string[])["/admin/host/status", "/runtime/webhooks", "/healthz", "/mesh", "/api", "/metrics/x"])
        {
            Assert.Null(await TargetAsync(path));
        }

        async Task<string?> TargetAsync(string path)
        {
            upstream.Received.Clear();
            await gateway.GetAsync(path, Cancellation);
            return upstream.Received.SingleOrDefault()?.Target;
        }

        static ExplicitRoute All(string name, string path, string target, int order = 0) => Routed.Route(name, $$$"""
            {"access":"anonymous","order":{{{order}}},"match":{"path":"{{{path}}}"},"backends":[{"service":"shop"}],"transforms":{"setPath":"/{{{target}}}"}}
            """);
    }

    [Fact]
    public async Task Access_IsForKnownCallersUnlessTheRouteSaysOtherwise()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await ServingAsync(Routed.Route("shop", """{"match":{"path":"/shop/{**rest}"},"backends":[{"service":"shop"}]}"""), upstream);

        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.GetAsync("/shop/x", Cancellation)).Status);
        Assert.Empty(upstream.Received);
    }

    [Fact]
    public async Task Limit_OfTheRouteAndOfTheService_BothHold()
    {
        await using var upstream = await Upstream.StartAsync();
        var gateway = await TestGateway.StartAsync();
        await using var stop = gateway;
        gateway.Documents.Routes = [Open(""" "rateLimit":{"permits":1,"window":"01:00:00","by":"service"} """)];
        var limit = new ServiceRateLimit { Permits = 2, Window = TimeSpan.FromHours(1), By = RateLimitBy.Service };
        await gateway.PublishAsync(Routed.Open("shop", upstream.Instance()) with { RateLimit = limit });

        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/shop/", Cancellation)).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await gateway.GetAsync("/shop/", Cancellation)).Status);
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/mesh/shop/", Cancellation)).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await gateway.GetAsync("/mesh/shop/", Cancellation)).Status);
    }

    [Fact]
    public async Task Timeout_OfTheRoute_HoldsInPlaceOfTheServices()
    {
        await using var upstream = await Upstream.StartAsync(handler: context => new TaskCompletionSource().Task.WaitAsync(context.RequestAborted));
        await using var gateway = await ServingAsync(Open(""" "timeout":"00:00:00.2" """), upstream);

        Assert.Equal(HttpStatusCode.GatewayTimeout, (await gateway.GetAsync("/shop/", Cancellation)).Status);
    }

    [Fact]
    public async Task Retries_GoToAnotherInstanceOfTheSameSubset()
    {
        await using var upstream = await Upstream.StartAsync("v2-alive");
        await using var other = await Upstream.StartAsync("v1");
        await using var gateway = await ServingAsync(
            Routed.Route("shop", """{"access":"anonymous","match":{"path":"/shop/{**rest}"},"backends":[{"service":"shop","version":"2"}]}"""),
            upstream.Instance() with { Version = "2" }, Routed.Dead() with { Version = "2" }, other.Instance() with { Version = "1" });

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal((HttpStatusCode.OK, "v2-alive"), await gateway.GetAsync("/shop/", Cancellation));
        }

        Assert.Empty(other.Received);
    }

    [Fact]
    public async Task Backend_OfAnUnknownService_Is503UntilItIsThere()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await ServingAsync(Open(""" "order":0 """));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await gateway.GetAsync("/shop/", Cancellation)).Status);
        await gateway.PublishAsync(Routed.Open("shop", upstream.Instance()));
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/shop/", Cancellation)).Status);
        Assert.Equal(1, await gateway.MetricAsync("toska_gateway_route_duration_seconds_count{code=\"5xx\",route=\"shop\",version=\"1\"}", Cancellation));
        Assert.Equal(1, await gateway.MetricAsync("toska_gateway_route_duration_seconds_count{code=\"2xx\",route=\"shop\",version=\"1\"}", Cancellation));
    }

    private static ExplicitRoute Open(string more) => Routed.Route("shop", $$"""
        {"access":"anonymous","match":{"path":"/shop/{**rest}"},"backends":[{"service":"shop"}], {{more}} }
        """);

    private static Task<TestGateway> ServingAsync(ExplicitRoute route, Upstream upstream) => ServingAsync(route, upstream.Instance());

    private static async Task<TestGateway> ServingAsync(ExplicitRoute route, params RoutedInstance[] instances)
    {
        var gateway = await TestGateway.StartAsync();
        gateway.Documents.Routes = [route];
        await gateway.PublishAsync(instances.Length > 0 ? [Routed.Open("shop", instances)] : []);
        return gateway;
    }
}
