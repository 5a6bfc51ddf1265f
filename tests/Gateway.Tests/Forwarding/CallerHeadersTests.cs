using System.Diagnostics;
using ToskaMesh.Gateway.Tests.Fixtures;

namespace ToskaMesh.Gateway.Tests.Forwarding;

public sealed class CallerHeadersTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string CallersSpan = "b7ad6b7169203331";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forwarded_FromAnUntrustedCaller_IsReplacedByWhatIsTrue()
    {
        var received = await ReceivedAsync(null, Claims);
        Assert.Equal("127.0.0.1", received.Header("X-Forwarded-For"));
        Assert.Equal("http", received.Header("X-Forwarded-Proto"));
        Assert.StartsWith("127.0.0.1:", received.Header("X-Forwarded-Host"), StringComparison.Ordinal);
        Assert.Equal("/mesh/orders", received.Header("X-Forwarded-Prefix"));
        Assert.Null(received.Header("Forwarded"));
        Assert.Null(received.Header("X-Real-IP"));
        Assert.Null(received.Header("X-Forwarded-Port"));
    }

    [Theory]
    [InlineData("127.0.0.0/8")]
    [InlineData("127.0.0.1")]
    public async Task Forwarded_FromATrustedProxy_IsContinued(string proxy)
    {
        var received = await ReceivedAsync(new() { ["Mesh:Gateway:TrustedProxies:0"] = proxy }, Claims);
        Assert.Equal("203.0.113.9, 127.0.0.1", received.Header("X-Forwarded-For"));
        Assert.Equal("https", received.Header("X-Forwarded-Proto"));
        Assert.Equal("shop.example", received.Header("X-Forwarded-Host"));
        Assert.Equal("/mesh/orders", received.Header("X-Forwarded-Prefix"));
    }

    [Fact]
    public async Task Forwarded_WhenTheCallerIsNotAmongTheTrusted_IsReplaced()
    {
        var received = await ReceivedAsync(new() { ["Mesh:Gateway:TrustedProxies:0"] = "10.0.0.0/8" }, Claims);
        Assert.Equal("127.0.0.1", received.Header("X-Forwarded-For"));
    }

    [Fact]
    public async Task Host_Always_IsTheInstancesOwn()
    {
        var received = await ReceivedAsync(null, request => request.Headers.Host = "shop.example");
        Assert.StartsWith("127.0.0.1:", received.Header("Host"), StringComparison.Ordinal);
        Assert.Equal("shop.example", received.Header("X-Forwarded-Host"));
    }

    [Fact]
    public async Task CorrelationId_OfTheCaller_IsPassedOnAndReturned()
    {
        var answered = "";
        var received = await ReceivedAsync(null, request => request.Headers.Add("X-Correlation-ID", "order-17.a"), id => answered = id);
        Assert.Equal("order-17.a", received.Header("X-Correlation-ID"));
        Assert.Equal("order-17.a", answered);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("<script>")]
    public async Task CorrelationId_ThatIsNotSane_IsReplacedByOneOfTheGateways(string given)
    {
        var answered = "";
        var received = await ReceivedAsync(null, request => request.Headers.TryAddWithoutValidation("X-Correlation-ID", given), id => answered = id);
        Assert.NotEqual(given, answered);
        Assert.NotEmpty(answered);
        Assert.Equal(answered, received.Header("X-Correlation-ID"));
    }

    [Fact]
    public async Task CorrelationId_TooLong_IsReplaced()
    {
        var received = await ReceivedAsync(null, request => request.Headers.Add("X-Correlation-ID", new string('a', 129)));
        Assert.InRange(received.Header("X-Correlation-ID")!.Length, 1, 128);
    }

    [Fact]
    public async Task Trace_OfTheCaller_NothingRecordedHere_GoesOnAsItCameAndNamesTheRequest()
    {
        var answered = "";
        var received = await ReceivedAsync(null, Traced, id => answered = id);
        Assert.Equal($"00-{TraceId}-{CallersSpan}-01", received.Header("traceparent"));
        Assert.Equal("vendor=1", received.Header("tracestate"));
        Assert.Equal(TraceId, answered);
    }

    [Fact]
    public async Task Trace_OfTheCaller_SpansRecordedHere_GoesOnWithTheGatewayAsParent()
    {
        using var recording = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(recording);
        var answered = "";
        var received = await ReceivedAsync(null, Traced, id => answered = id);
        var parts = received.Header("traceparent")!.Split('-');
        Assert.Equal(["00", TraceId, "01"], [parts[0], parts[1], parts[3]]);
        Assert.NotEqual(CallersSpan, parts[2]);
        Assert.Equal("vendor=1", received.Header("tracestate"));
        Assert.Equal(TraceId, answered);
    }

    [Fact]
    public async Task CorrelationId_WithoutATrace_IsNewForEachRequest()
    {
        var ids = new List<string>();
        await ReceivedAsync(null, _ => { }, ids.Add);
        await ReceivedAsync(null, _ => { }, ids.Add);
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{32}$", id));
        Assert.NotEqual(ids[0], ids[1]);
    }

    private static void Traced(HttpRequestMessage request)
    {
        request.Headers.Add("traceparent", $"00-{TraceId}-{CallersSpan}-01");
        request.Headers.Add("tracestate", "vendor=1");
    }

    private static void Claims(HttpRequestMessage request)
    {
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "shop.example");
        request.Headers.Add("X-Forwarded-Prefix", "/else");
        request.Headers.Add("X-Forwarded-Port", "443");
        request.Headers.Add("X-Real-IP", "203.0.113.9");
        request.Headers.Add("Forwarded", "for=203.0.113.9");
    }

    private static async Task<ReceivedRequest> ReceivedAsync(
        Dictionary<string, string?>? settings, Action<HttpRequestMessage> prepare, Action<string>? answered = null)
    {
        await using var upstream = await Upstream.StartAsync();
        var documents = new PublishedDocuments();
        documents.Publish(Routed.Open("orders", upstream.Instance()));
        await using var gateway = await TestGateway.StartAsync(settings, documents: documents);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/mesh/orders/");
        prepare(request);
        using var response = await gateway.Client.SendAsync(request, Cancellation);
        answered?.Invoke(response.Headers.GetValues("X-Correlation-ID").Single());
        return Assert.Single(upstream.Received);
    }
}
