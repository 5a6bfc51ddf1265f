using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ToskaMesh.Probing.Tests.Fixtures;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;
using HealthStatus = ToskaMesh.Shared.Registry.HealthStatus;

namespace ToskaMesh.Probing.Tests;

public sealed class GrpcProbeTests
{
    private static readonly HealthCheck Check = Probes.Check(HealthCheckType.Grpc);

    [Theory]
    [InlineData(null, HealthStatus.Unhealthy, "answered NOT_SERVING")]
    [InlineData("orders", HealthStatus.Healthy, "answered SERVING")]
    [InlineData("stock", HealthStatus.Unhealthy, "answered NOT_SERVING")]
    [InlineData("nobody", HealthStatus.Unhealthy, "answered NOT_FOUND: it does not know the service 'nobody'")]
    public async Task Service_ThatTheCheckNames_IsAskedFor(string? service, HealthStatus status, string output)
    {
        await using var instance = await StartAsync();
        using var probes = new Probes();

        var result = await probes.RunAsync(instance.Port, Check with { Service = service }, scheme: InstanceScheme.H2c);

        Assert.Equal((status, output), (result.Status, result.Output));
        var received = Assert.Single(instance.Received);
        Assert.Equal(("HTTP/2", "POST", "/grpc.health.v1.Health/Check"), (received.Protocol, received.Method, received.Target));
        Assert.Equal(
            ("application/grpc", "trailers", "toska-mesh-health"),
            (received.Headers["content-type"], received.Headers["te"], received.Headers["user-agent"]));
    }

    [Fact]
    public async Task HttpsInstance_IsAskedOverTls()
    {
        using var certificate = Certificates.SelfSigned();
        await using var instance = await StartAsync(certificate);
        using var probes = new Probes();

        Assert.StartsWith("TLS failed", (await Ask(false)).Output, StringComparison.Ordinal);
        Assert.Equal("answered SERVING", (await Ask(true)).Output);

        Task<ProbeResult> Ask(bool skip) =>
            probes.RunAsync(instance.Port, Check with { Service = "orders", TlsSkipVerify = skip }, scheme: InstanceScheme.Https);
    }

    [Fact]
    public async Task Server_WithoutTheHealthService_SaysSo()
    {
        await using var instance = await Instance.StartAsync(
            protocols: HttpProtocols.Http2, services: services => services.AddGrpc(), map: app => app.MapGrpcService<NoService>());
        using var probes = new Probes();

        Assert.Equal("answered UNIMPLEMENTED: it does not serve grpc.health.v1.Health", (await probes.RunAsync(instance.Port, Check)).Output);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 8, 3 }, "0", null, "answered SERVICE_UNKNOWN: it does not know the service ''")]
    [InlineData(new byte[] { 0, 0, 0, 0, 0 }, "0", null, "answered UNKNOWN: its health is not determined yet")]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 8 }, "0", null, "answered what is no HealthCheckResponse")]
    [InlineData(new byte[] { 1, 0, 0, 0, 2, 8, 1 }, "0", null, "answered what is no HealthCheckResponse")]
    [InlineData(new byte[0], "0", null, "answered what is no HealthCheckResponse")]
    [InlineData(new byte[0], "14", "back%20soon%0A", "answered UNAVAILABLE: back soon ")]
    [InlineData(new byte[0], "16", null, "answered UNAUTHENTICATED")]
    [InlineData(new byte[0], "99", null, "answered gRPC status 99")]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 8, 1 }, null, null, "answered without a gRPC status")]
    public async Task Answer_OfAnyOtherKind_IsAFailureWithItsReason(byte[] body, string? status, string? message, string output)
    {
        await using var instance = await Instance.StartAsync(context => AnswerAsync(context, body, status, message), HttpProtocols.Http2);
        using var probes = new Probes();

        var result = await probes.RunAsync(instance.Port, Check);

        Assert.Equal((HealthStatus.Unhealthy, output), (result.Status, result.Output));
    }

    [Theory]
    [InlineData(429, HealthStatus.Degraded, "answered HTTP 429: too many requests")]
    [InlineData(503, HealthStatus.Unhealthy, "answered HTTP 503 instead of gRPC")]
    public async Task Answer_ThatIsNoGrpc_SaysItsStatus(int status, HealthStatus health, string output)
    {
        await using var instance = await Instance.StartAsync(
            context =>
            {
                context.Response.StatusCode = status;
                return Task.CompletedTask;
            },
            HttpProtocols.Http2);
        using var probes = new Probes();

        var result = await probes.RunAsync(instance.Port, Check);

        Assert.Equal((health, output), (result.Status, result.Output));
    }

    [Fact]
    public async Task Answer_WithoutAnEnd_IsCutOff()
    {
        await using var instance = await Instance.StartAsync(
            async context =>
            {
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.Body.WriteAsync(new byte[1024], context.RequestAborted);
                }
            },
            HttpProtocols.Http2);
        using var probes = new Probes();

        Assert.StartsWith("answered more than", (await probes.RunAsync(instance.Port, Check)).Output, StringComparison.Ordinal);
    }

    private static Task<Instance> StartAsync(System.Security.Cryptography.X509Certificates.X509Certificate2? certificate = null) => Instance.StartAsync(
        protocols: HttpProtocols.Http2,
        certificate: certificate,
        services: services => services
            .AddGrpc().Services
            .AddGrpcHealthChecks(options =>
            {
                options.Services.Map("orders", check => check.Name == "orders");
                options.Services.Map("stock", check => check.Name == "stock");
            })
            .AddCheck("orders", () => HealthCheckResult.Healthy())
            .AddCheck("stock", () => HealthCheckResult.Unhealthy()),
        map: app => app.MapGrpcHealthChecksService());

    private static async Task AnswerAsync(HttpContext context, byte[] body, string? status, string? message)
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
        if (status is not null)
        {
            context.Response.AppendTrailer("grpc-status", status);
        }

        if (message is not null)
        {
            context.Response.AppendTrailer("grpc-message", message);
        }
    }

    private sealed class NoService;
}
