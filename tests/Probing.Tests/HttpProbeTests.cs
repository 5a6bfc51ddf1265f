using Microsoft.AspNetCore.Http;
using ToskaMesh.Probing.Tests.Fixtures;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Probing.Tests;

public sealed class HttpProbeTests
{
    [Fact]
    public async Task Probe_AsRegistered_IsSent()
    {
        Assert.True(ProbeHeaders.TryCreate(
            new Dictionary<string, string> { ["Host"] = "orders.internal:81", ["Authorization"] = "Bearer x", ["X-Team"] = "shop" }, out var headers));
        await using var instance = await Instance.StartAsync();
        using var probes = new Probes();

        var result = await probes.RunAsync(instance.Port, Probes.Check() with { Method = ProbeMethod.Post, Headers = headers });

        Assert.Equal((HealthStatus.Healthy, "answered 200"), (result.Status, result.Output));
        Assert.True(result.Duration > TimeSpan.Zero);
        var received = Assert.Single(instance.Received);
        Assert.Equal(("HTTP/1.1", "POST", "/health?deep=1"), (received.Protocol, received.Method, received.Target));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["Authorization"] = "Bearer x",
                ["Content-Length"] = "0",
                ["Host"] = "orders.internal:81",
                ["User-Agent"] = "toska-mesh-health",
                ["X-Team"] = "shop",
            },
            received.Headers);
    }

    [Theory]
    [InlineData(204, null, HealthStatus.Healthy, "answered 204")]
    [InlineData(404, null, HealthStatus.Unhealthy, "answered 404")]
    [InlineData(503, null, HealthStatus.Unhealthy, "answered 503")]
    [InlineData(401, "200-299,401", HealthStatus.Healthy, "answered 401")]
    [InlineData(200, "204", HealthStatus.Unhealthy, "answered 200")]
    [InlineData(429, null, HealthStatus.Degraded, "answered 429: too many requests")]
    [InlineData(429, "429", HealthStatus.Healthy, "answered 429")]
    public async Task Status_OfTheAnswer_Decides(int status, string? expected, HealthStatus health, string output)
    {
        await using var instance = await Instance.StartAsync(Answer(status));
        using var probes = new Probes();

        var result = await probes.RunAsync(
            instance.Port, Probes.Check() with { ExpectedStatus = expected is null ? null : ExpectedStatus.Parse(expected) });

        Assert.Equal((health, output), (result.Status, result.Output));
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest?token=secret", "answered 302, a redirect to http://169.254.169.254/latest; redirects are not followed")]
    [InlineData("http://user:secret@elsewhere/", "answered 302, a redirect to http://elsewhere/; redirects are not followed")]
    [InlineData("/login?secret", "answered 302, a redirect to /login; redirects are not followed")]
    public async Task Redirect_IsAFailureThatSaysWhereTo(string location, string output)
    {
        await using var instance = await Instance.StartAsync(context =>
        {
            context.Response.Redirect(location);
            return Task.CompletedTask;
        });
        using var probes = new Probes();

        var result = await probes.RunAsync(instance.Port);

        Assert.Equal((HealthStatus.Unhealthy, output), (result.Status, result.Output));
        Assert.Single(instance.Received);
    }

    [Fact]
    public async Task Redirect_ThatIsExpected_PassesAndIsNotFollowed()
    {
        await using var instance = await Instance.StartAsync(context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });
        using var probes = new Probes();

        Assert.Equal(HealthStatus.Healthy, (await probes.RunAsync(instance.Port, Probes.Check() with { ExpectedStatus = ExpectedStatus.Parse("200-399") })).Status);
        Assert.Single(instance.Received);
    }

    [Fact]
    public async Task Port_OfTheCheck_IsProbedInsteadOfTheInstances()
    {
        await using var instance = await Instance.StartAsync();
        using var probes = new Probes();

        Assert.Equal(HealthStatus.Healthy, (await probes.RunAsync(1, Probes.Check() with { Port = instance.Port })).Status);
    }

    [Fact]
    public async Task Cookie_OfAnAnswer_IsNotSentWithTheNext()
    {
        await using var instance = await Instance.StartAsync(context =>
        {
            context.Response.Cookies.Append("session", "1");
            return Task.CompletedTask;
        });
        using var probes = new Probes();

        await probes.RunAsync(instance.Port);
        await probes.RunAsync(instance.Port);

        Assert.DoesNotContain(instance.Received, request => request.Headers.ContainsKey("Cookie"));
    }

    [Fact]
    public async Task H2cInstance_IsAskedInHttp2()
    {
        await using var instance = await Instance.StartAsync(protocols: Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http2);
        using var probes = new Probes();

        Assert.Equal(HealthStatus.Healthy, (await probes.RunAsync(instance.Port, scheme: InstanceScheme.H2c)).Status);
        Assert.Equal("HTTP/2", Assert.Single(instance.Received).Protocol);
    }

    private static RequestDelegate Answer(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };
}
