using System.Diagnostics;
using System.Net;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Gateway.Tests.Limits;

/// <summary>Two gateways that count in one genuine Redis.</summary>
public sealed class SharedLimitTests : IAsyncLifetime
{
    private static readonly ServiceRateLimit TenPerHour = new() { Permits = 10, Window = TimeSpan.FromHours(1), By = RateLimitBy.Service };

    private readonly RedisServer _server = new();
    private Upstream _upstream = null!;
    private TestGateway _one = null!;
    private TestGateway _two = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        _upstream = await Upstream.StartAsync();
        (_one, _two) = (await StartAsync(), await StartAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await _upstream.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Limit_OfTwoGateways_IsOne()
    {
        await SharedAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => CallAsync(i % 2 == 0 ? _one : _two, "orders")));

        Assert.Equal(10, answers.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(30, answers.Count(status => status == HttpStatusCode.TooManyRequests));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Redis_Away_EachGatewayLimitsByItself_AndTogetherAgainAfterwards(bool killed)
    {
        await SharedAsync();
        await AwayAsync(killed);

        var clock = Stopwatch.StartNew();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 40; i++)
        {
            answers.Add(await CallAsync(_one, "orders"));
        }

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.Equal(10, answers.Count(status => status == HttpStatusCode.OK));
        Assert.Contains("Degraded", (await _one.GetAsync("/health", Cancellation)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _one.GetAsync("/health/ready", Cancellation)).Status);

        await BackAsync(killed);
        await SharedAsync();
    }

    private Task AwayAsync(bool killed)
    {
        if (killed)
        {
            return _server.KillAsync();
        }

        _server.Pause();
        return Task.CompletedTask;
    }

    private Task BackAsync(bool killed)
    {
        if (killed)
        {
            return _server.RestartAsync();
        }

        _server.Resume();
        return Task.CompletedTask;
    }

    // Health asks Redis: what it finds is what the next request finds.
    private Task SharedAsync() => Eventually.TrueAsync(
        async () => await IsHealthyAsync(_one) && await IsHealthyAsync(_two), "both gateways have found Redis", TimeSpan.FromSeconds(10));

    private static async Task<bool> IsHealthyAsync(TestGateway gateway) =>
        (await gateway.GetAsync("/health", Cancellation)).Body.Contains("\"name\":\"redis\",\"status\":\"Healthy\"", StringComparison.Ordinal);

    private static async Task<HttpStatusCode> CallAsync(TestGateway gateway, string service) =>
        (await gateway.GetAsync($"/mesh/{service}/", Cancellation)).Status;

    private async Task<TestGateway> StartAsync()
    {
        var documents = new PublishedDocuments();
        documents.Publish(Routed.Open("orders", _upstream.Instance()) with { RateLimit = TenPerHour });
        documents.PublishKeys(TimeProvider.System.GetUtcNow());
        return await TestGateway.StartAsync(new() { ["Mesh:Redis"] = _server.Configuration }, documents: documents);
    }
}
