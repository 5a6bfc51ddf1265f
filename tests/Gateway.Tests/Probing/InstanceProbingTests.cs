using System.Net;
using Microsoft.AspNetCore.Http;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing;

namespace ToskaMesh.Gateway.Tests.Probing;

public sealed class InstanceProbingTests
{
    private static readonly RoutedCheck Check = new()
    {
        Path = "/healthz?deep=1",
        Interval = TimeSpan.FromMilliseconds(50),
        Timeout = TimeSpan.FromMilliseconds(40),
        HealthyThreshold = 2,
        UnhealthyThreshold = 2,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FailingCheck_TakesTrafficAway_AndAPassingOneGivesItBack()
    {
        var isWell = true;
        await using var checkedOne = await Upstream.StartAsync("checked", context =>
        {
            context.Response.StatusCode = context.Request.Path == "/healthz" && !Volatile.Read(ref isWell) ? 503 : 200;
            return context.Response.WriteAsync("checked", Cancellation);
        });
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("orders", checkedOne.Instance(check: Check)));
        await Eventually.TrueAsync(() => checkedOne.Received.Any(request => request.Target == Check.Path), "probe arrived");
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);

        Volatile.Write(ref isWell, false);
        await AnswersAsync(gateway, HttpStatusCode.ServiceUnavailable);

        Volatile.Write(ref isWell, true);
        await AnswersAsync(gateway, HttpStatusCode.OK);
    }

    [Fact]
    public async Task FailingCheck_OfAProtectedService_TakesNoTrafficAway()
    {
        await using var sick = await Upstream.StartAsync("sick", context =>
        {
            context.Response.StatusCode = context.Request.Path == "/healthz" ? 503 : 200;
            return Task.CompletedTask;
        });
        var service = Routed.Open("orders", sick.Instance(check: Check));
        await using var gateway = await TestGateway.ServingAsync(service);
        await AnswersAsync(gateway, HttpStatusCode.ServiceUnavailable);

        await gateway.PublishAsync(service with { Protected = true });

        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);
    }

    [Fact]
    public async Task InstanceThatTheTableKeepsOut_IsProbed_AndGetsNoTraffic()
    {
        await using var kept = await Upstream.StartAsync("out");
        await using var other = await Upstream.StartAsync("in");
        var service = Routed.Open("orders", kept.Instance(check: Check) with { Routed = false, Status = HealthStatus.Unhealthy }, other.Instance());
        await using var gateway = await TestGateway.ServingAsync(service with { Protected = true });
        await Eventually.TrueAsync(() => kept.Received.Any(request => request.Target == Check.Path), "probe arrived");

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("in", (await gateway.GetAsync("/mesh/orders/", Cancellation)).Body);
        }

        // Not even when all others fail.
        await other.DisposeAsync();
        await gateway.GetAsync("/mesh/orders/", Cancellation);
        Assert.DoesNotContain(kept.Received, request => request.Target != Check.Path);
    }

    [Fact]
    public async Task Check_ThatRedirects_Fails()
    {
        await using var redirecting = await Upstream.StartAsync("redirecting", context =>
        {
            if (context.Request.Path == "/healthz")
            {
                context.Response.Redirect("/elsewhere");
            }

            return Task.CompletedTask;
        });
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("orders", redirecting.Instance(check: Check)));

        await AnswersAsync(gateway, HttpStatusCode.ServiceUnavailable);

        Assert.DoesNotContain(redirecting.Received, request => request.Target == "/elsewhere");
    }

    [Fact]
    public async Task Instance_WithoutACheck_IsNotProbed_AndOneWhoseCheckWasTakenAwayNoLonger()
    {
        await using var plain = await Upstream.StartAsync("plain");
        await using var checkedOne = await Upstream.StartAsync("checked", context =>
        {
            context.Response.StatusCode = context.Request.Path == "/healthz" ? 500 : 200;
            return Task.CompletedTask;
        });
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("orders", checkedOne.Instance(check: Check)), Routed.Open("plain", plain.Instance()));
        await AnswersAsync(gateway, HttpStatusCode.ServiceUnavailable);

        await gateway.PublishAsync(Routed.Open("orders", checkedOne.Instance()), Routed.Open("plain", plain.Instance()));

        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);
        Assert.Empty(plain.Received);
    }

    [Fact]
    public async Task Check_OfAnH2cInstance_IsSentInHttp2()
    {
        await using var upstream = await Upstream.StartAsync("grpc", protocols: Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http2);
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("orders", upstream.Instance(scheme: InstanceScheme.H2c, check: Check)));
        await Eventually.TrueAsync(() => upstream.Received.Any(request => request.Target == Check.Path && request.Protocol == "HTTP/2"), "probe in HTTP/2");
    }

    [Fact]
    public async Task TcpCheck_OfAPortThatNobodyListensOn_TakesTrafficAway()
    {
        await using var upstream = await Upstream.StartAsync("orders");
        var check = Check with { Protocol = ProbeProtocol.Tcp, Path = null };
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("orders", upstream.Instance(check: check with { Port = FreePort.Next() })));
        await AnswersAsync(gateway, HttpStatusCode.ServiceUnavailable);

        await gateway.PublishAsync(Routed.Open("orders", upstream.Instance(check: check)));

        await AnswersAsync(gateway, HttpStatusCode.OK);
    }

    [Fact]
    public async Task GrpcCheck_GoesByWhatTheHealthServiceAnswers()
    {
        byte status = 1;
        await using var upstream = await Upstream.StartAsync(
            "grpc",
            async context =>
            {
                if (context.Request.Path == "/grpc.health.v1.Health/Check")
                {
                    context.Response.ContentType = "application/grpc";
                    await context.Response.Body.WriteAsync(new byte[] { 0, 0, 0, 0, 2, 8, Volatile.Read(ref status) }, Cancellation);
                    context.Response.AppendTrailer("grpc-status", "0");
                }
            },
            protocols: Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http2);
        var check = Check with { Protocol = ProbeProtocol.Grpc, Path = null, Service = "orders" };
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("orders", upstream.Instance(scheme: InstanceScheme.H2c, check: check)));
        await AnswersAsync(gateway, HttpStatusCode.OK);

        Volatile.Write(ref status, 2);
        await AnswersAsync(gateway, HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task HttpsCheck_OfAnHttpInstance_IsSentOverTls_WithTheHeadersOfItsRegistration()
    {
        Assert.True(ProbeHeaders.TryCreate([KeyValuePair.Create("X-Team", "shop")], out var headers));
        using var certificate = Forwarding.HttpsTests.Certificate();
        await using var admin = await Upstream.StartAsync("admin", certificate: certificate);
        await using var upstream = await Upstream.StartAsync("orders");
        var check = Check with { Tls = true, TlsSkipVerify = true, Port = admin.Port, Headers = headers };
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("orders", upstream.Instance(check: check)));

        await Eventually.TrueAsync(() => admin.Received.Any(request => request.Target == Check.Path && request.Headers["X-Team"] == "shop"), "probe over TLS");
        Assert.Empty(upstream.Received);
    }

    private static Task AnswersAsync(TestGateway gateway, HttpStatusCode status) =>
        Eventually.TrueAsync(async () => (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status == status, $"answer {status}");
}
