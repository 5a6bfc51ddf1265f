using System.Net;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;

namespace ToskaMesh.Gateway.Tests.Limits;

public sealed class ServiceLimitTests
{
    private static readonly ServiceRateLimit TwoPerHour = new() { Permits = 2, Window = TimeSpan.FromHours(1), By = RateLimitBy.Service };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Service_BeyondItsLimit_Answers429AndIsNotCalled()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("orders", upstream.Instance()) with { RateLimit = TwoPerHour });
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);
        }

        using var refused = await gateway.Client.GetAsync(new Uri("/mesh/orders/", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(29), TimeSpan.FromMinutes(30));
        Assert.Equal("\"service\";q=2;w=3600", Assert.Single(refused.Headers.GetValues("RateLimit-Policy")));
        Assert.StartsWith("\"service\";r=0;t=", Assert.Single(refused.Headers.GetValues("RateLimit")), StringComparison.Ordinal);
        Assert.Equal(2, upstream.Received.Count);
        Assert.Equal(1, await gateway.MetricAsync("toska_gateway_request_duration_seconds_count{code=\"4xx\",service=\"orders\"}", Cancellation));
    }

    [Fact]
    public async Task Service_WithoutALimit_IsNotCounted()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.ServingAsync(
            Routed.Open("orders", upstream.Instance()) with { RateLimit = TwoPerHour }, Routed.Open("stock", upstream.Instance() with { Id = "i2" }));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/mesh/stock/", Cancellation)).Status);
        }
    }

    [Fact]
    public async Task Limit_TakenAwayByANewTable_IsGone()
    {
        await using var upstream = await Upstream.StartAsync();
        var limited = Routed.Open("orders", upstream.Instance()) with { RateLimit = TwoPerHour with { Permits = 1 } };
        await using var gateway = await TestGateway.ServingAsync(limited);
        await gateway.GetAsync("/mesh/orders/", Cancellation);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);

        await gateway.PublishAsync(limited with { RateLimit = null });

        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);
    }

    [Fact]
    public async Task ByCaller_EachKeyHasItsOwn_AndThoseWithoutShareTheirAddress()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.ServingAsync(
            Routed.Open("orders", upstream.Instance()) with { RateLimit = TwoPerHour with { Permits = 1, By = RateLimitBy.Caller } });
        var (one, two) = (ApiKey.Generate("k1"), ApiKey.Generate("k2"));
        gateway.Documents.PublishKeys(TimeProvider.System.GetUtcNow(), Keys.Published(one), Keys.Published(two));
        await Eventually.TrueAsync(() => gateway.Credentials.Applied is not null, "credentials applied");

        string?[] keys = [one.Reveal(), two.Reveal(), null, one.Reveal(), two.Reveal(), null, ApiKey.Generate("k1").Reveal()];
        var answers = new List<HttpStatusCode>();
        foreach (var key in keys)
        {
            answers.Add(await CallAsync(gateway, (ApiKey.Header, key)));
        }

        Assert.Equal([200, 200, 200, 429, 429, 429, 401], answers.Select(answer => (int)answer));
    }

    [Fact]
    public async Task ByClient_TrustedProxy_IsBelievedAsFarAsItsOwnWordGoes()
    {
        await using var upstream = await Upstream.StartAsync();
        var documents = new PublishedDocuments();
        documents.Publish(Routed.Open("orders", upstream.Instance()) with { RateLimit = TwoPerHour with { Permits = 1, By = RateLimitBy.Client } });
        await using var gateway = await TestGateway.StartAsync(
            new() { ["Mesh:Gateway:TrustedProxies:0"] = "127.0.0.0/8", ["Mesh:Gateway:TrustedProxies:1"] = "10.0.0.1" }, documents: documents);

        Assert.Equal(HttpStatusCode.OK, await CallAsync(gateway, ("X-Forwarded-For", "203.0.113.1")));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(gateway, ("X-Forwarded-For", "203.0.113.2, 10.0.0.1")));
        Assert.Equal(HttpStatusCode.TooManyRequests, await CallAsync(gateway, ("X-Forwarded-For", "192.0.2.7, 203.0.113.1")));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(gateway, ("X-Forwarded-For", "2001:db8::1")));
        Assert.Equal(HttpStatusCode.TooManyRequests, await CallAsync(gateway, ("X-Forwarded-For", "2001:db8::ffff:1")));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(gateway, ("X-Forwarded-For", "2001:db8:0:1::1")));
    }

    [Fact]
    public async Task ByClient_AnybodysOwnWord_CountsForNothing()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.ServingAsync(
            Routed.Open("orders", upstream.Instance()) with { RateLimit = TwoPerHour with { Permits = 1, By = RateLimitBy.Client } });

        Assert.Equal(HttpStatusCode.OK, await CallAsync(gateway, ("X-Forwarded-For", "203.0.113.1")));
        Assert.Equal(HttpStatusCode.TooManyRequests, await CallAsync(gateway, ("X-Forwarded-For", "203.0.113.2")));
    }

    [Fact]
    public async Task Limit_UnderLoad_LetsExactlyItsPermitsThrough()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.ServingAsync(
            Routed.Open("orders", upstream.Instance()) with { RateLimit = TwoPerHour with { Permits = 50 } });

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => gateway.GetAsync("/mesh/orders/", Cancellation)));

        Assert.Equal(50, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Equal(50, upstream.Received.Count);
    }

    private static async Task<HttpStatusCode> CallAsync(TestGateway gateway, (string Name, string? Value) header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/mesh/orders/");
        if (header.Value is not null)
        {
            request.Headers.Add(header.Name, header.Value);
        }

        using var response = await gateway.Client.SendAsync(request, Cancellation);
        return response.StatusCode;
    }
}
