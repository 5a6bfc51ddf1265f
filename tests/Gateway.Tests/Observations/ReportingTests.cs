using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Shared.Routing.Explicit;
using ToskaMesh.Testing;

namespace ToskaMesh.Gateway.Tests.Observations;

/// <summary>The whole gateway, and what it tells a control plane of its traffic and documents.</summary>
public sealed class ReportingTests : IAsyncLifetime
{
    private static readonly string Key = ApiKey.Generate("gw").Reveal();

    private readonly ConcurrentQueue<GatewayReport> _reports = new();
    private volatile bool _isAway;
    private Upstream _control = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _control = await Upstream.StartAsync("control", TakeAsync);

    public ValueTask DisposeAsync() => _control.DisposeAsync();

    [Fact]
    public async Task DeadInstance_UnderTraffic_IsReportedEjected_WithTheGatewaysOwnKey()
    {
        await using var upstream = await Upstream.StartAsync("lives");
        await using var gateway = await StartAsync(Routed.Open("orders", upstream.Instance(), Routed.Dead()));

        await SeenAsync(gateway, ObservedState.Ejected, "dead");

        var received = _control.Received.First(request => request.Target == "/api/Status/observations");
        Assert.Equal(("POST", Key), (received.Method, received.Header("X-API-Key")));
        Assert.NotNull(received.Header("Content-Length"));
        Assert.Null(received.Header("Transfer-Encoding"));
        Assert.DoesNotContain(upstream.Received, request => request.Header("X-API-Key") is not null);
        Assert.All(_reports, report => Assert.Equal($"{GatewayName}-{gateway.Port}", report.Gateway.Value));
    }

    [Fact]
    public async Task InstanceThatAnswersAgain_IsReportedRecovered_WithWhatItAnswered()
    {
        var port = FreePort.Next();
        await using var gateway = await StartAsync(
            Routed.Open("orders", new RoutedInstance { Id = "returns", Address = "127.0.0.1", Port = port, Routed = true }));
        await SeenAsync(gateway, ObservedState.Ejected, "returns");

        await using var upstream = await Upstream.StartAsync("returns", context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        }, port: port);

        await SeenAsync(gateway, ObservedState.Recovered, "returns");
        await Eventually.TrueAsync(
            () => _reports.SelectMany(report => report.Instances).Any(instance => instance.Window is { Figures: { ServerErrors: > 0, Failures: > 0 } }),
            "figures");
    }

    [Fact]
    public async Task Documents_AreReported_TheRejectedOneWithItsErrors_AlsoAfterAnOutage()
    {
        _isAway = true;
        await using var gateway = await StartAsync(Routed.Open("orders", Routed.Dead()));
        var applied = gateway.Table.Applied!.Value;
        PublishedDocuments.Replace(gateway.Documents.RouteTable, "{}"u8.ToArray());
        await Eventually.TrueAsync(() => gateway.Table.Rejection is not null, "rejected");
        _isAway = false;

        await Eventually.TrueAsync(
            () => _reports.Any(report => report.Documents.Any(document =>
                document is { Name: DocumentNames.RouteTable, Rejected: { Reason: "malformed", Errors.Count: > 0 } } && document.Applied?.Order() == applied)),
            "the rejection is reported");
    }

    [Fact]
    public async Task Requests_CountUnderTheMarkThatHeldAsTheyWereSent()
    {
        var (arrived, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var upstream = await Upstream.StartAsync("o-1", async context =>
        {
            if (context.Request.Path.Value!.EndsWith("/slow", StringComparison.Ordinal))
            {
                arrived.TrySetResult();
                await released.Task;
                context.Response.StatusCode = 500;
            }
        });
        var service = Routed.Open("orders", upstream.Instance());
        await using var gateway = await StartAsync(service);
        var definition = Routed.Definition("""{"access":"anonymous","match":{"path":"/shop/{**rest}"},"backends":[{"service":"orders"}]}""");
        gateway.Documents.Routes = [new ExplicitRoute("shop", null, new RouteCandidate(Guid.NewGuid(), 100, 2, definition))];
        await gateway.PublishAsync(service);
        var slow = gateway.GetAsync("/shop/slow", Cancellation);
        await arrived.Task;

        gateway.Documents.Routes = [new ExplicitRoute("shop", null, new RouteCandidate(Guid.NewGuid(), 100, 2, definition) { Mark = 5 })];
        await SendAsync(3, "/shop/", Routed.Given("db", 7, "o-2", "o-1"));
        await SendAsync(2, "/mesh/orders/", Routed.Given("db", 7, "o-1"), Routed.Given("cache", 9, "o-1"));
        await SendAsync(1, "/mesh/orders/");
        released.SetResult();
        Assert.Equal(HttpStatusCode.InternalServerError, (await slow).Status);

        await Eventually.TrueAsync(() => Sum(_reports.SelectMany(report => report.Instances).Select(instance => instance.Window)).Values.Sum(sum => sum.Requests) == 7, "figures");
        Assert.Equal(
            new Dictionary<long, RequestFigures> { [0] = new(2, 0, 1), [7] = new(3, 0, 0), [9] = new(2, 0, 0) },
            Sum(_reports.SelectMany(report => report.Instances).Select(instance => instance.Window)));
        Assert.Equal(
            new Dictionary<long, RequestFigures> { [0] = new(1, 0, 1), [5] = new(3, 0, 0) },
            Sum(_reports.SelectMany(report => report.Routes).Select(route => route.Window)));

        async Task SendAsync(int count, string path, params IReadOnlyList<RoutedConfiguration> configurations)
        {
            gateway.Documents.Configurations = configurations;
            await gateway.PublishAsync(service);
            for (var i = 0; i < count; i++)
            {
                Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync(path, Cancellation)).Status);
            }
        }

        static Dictionary<long, RequestFigures> Sum(IEnumerable<WindowFigures?> windows) => windows.OfType<WindowFigures>()
            .GroupBy(window => window.Mark, window => window.Figures).ToDictionary(sum => sum.Key, sum => sum.Aggregate(RequestFigures.None, (all, one) => all + one));
    }

    [Fact]
    public async Task Requests_ThatCallersGiveUpBeforeAnyAnswer_CountAsNone()
    {
        using var gone = new SemaphoreSlim(0);
        await using var upstream = await Upstream.StartAsync("o-1", async context =>
        {
            if (context.Request.Path.Value!.EndsWith("/stream", StringComparison.Ordinal))
            {
                await context.Response.WriteAsync("begun", Cancellation);
                await context.Response.Body.FlushAsync(Cancellation);
            }

            if (!context.Request.Path.Value.EndsWith("/well", StringComparison.Ordinal))
            {
                var aborted = new TaskCompletionSource();
                await using var registration = context.RequestAborted.Register(aborted.SetResult);
                await aborted.Task;
                gone.Release();
            }
        });
        var service = Routed.Open("orders", upstream.Instance());
        await using var gateway = await StartAsync(service);
        var definition = Routed.Definition("""{"access":"anonymous","match":{"path":"/shop/{**rest}"},"backends":[{"service":"orders"}]}""");
        gateway.Documents.Routes = [new ExplicitRoute("shop", new RouteVersion(1, definition), null)];
        await gateway.PublishAsync(service);

        using (var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation))
        {
            var hanging = gateway.Client.GetAsync(new Uri("/shop/hang", UriKind.Relative), giveUp.Token);
            await Eventually.TrueAsync(() => upstream.Received.Any(request => request.Target.EndsWith("/hang", StringComparison.Ordinal)), "it hangs");
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
            await gone.WaitAsync(Cancellation);
        }

        (await gateway.Client.GetAsync(new Uri("/shop/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation)).Dispose();
        await gone.WaitAsync(Cancellation);
        await gateway.GetAsync("/shop/well", Cancellation);

        await Eventually.TrueAsync(() => _reports.SelectMany(report => report.Routes).Sum(route => route.Window.Figures.Requests) == 2, "two of the route");
        await Eventually.TrueAsync(() => _reports.SelectMany(report => report.Instances).Sum(instance => instance.Window?.Figures.Requests ?? 0) == 2, "two of the instance");
    }

    private static string GatewayName => Gateway.Settings.GatewayId.Default(Environment.MachineName, 0)[..^2];

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        context.Response.StatusCode = _isAway ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status202Accepted;
        if (!_isAway && GatewayReportParser.Parse(body.ToArray()).Value is { } report)
        {
            _reports.Enqueue(report);
        }
    }

    private async Task<TestGateway> StartAsync(RoutedService service)
    {
        var documents = new PublishedDocuments();
        documents.Publish(service);
        return await TestGateway.StartAsync(
            new()
            {
                ["Mesh:Gateway:ControlPlane"] = $"http://127.0.0.1:{_control.Port}",
                ["Mesh:Gateway:ApiKey"] = $"{Key},{ApiKey.Generate("old").Reveal()}",
                ["Mesh:Gateway:Ejection:BaseTime"] = "00:00:00.1",
                ["Mesh:Gateway:Ejection:MaxTime"] = "00:00:00.1",
            },
            documents: documents);
    }

    private Task SeenAsync(TestGateway gateway, ObservedState state, string instance) => Eventually.TrueAsync(
        async () =>
        {
            Assert.NotEqual(HttpStatusCode.NotFound, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);
            return _reports.SelectMany(report => report.Instances).Any(seen => seen.State == state && seen.ServiceId.Value == instance);
        },
        $"{instance} is reported {state}");
}
