using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ToskaMesh.Gateway.Tests.Fixtures;

namespace ToskaMesh.Gateway.Tests.ControlPlane;

public sealed class ControlPlaneTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/ServiceDiscovery/services?tag=a%20b&tag=c", "/api/ServiceDiscovery/services?tag=a%20b&tag=c")]
    [InlineData("/API/x", "/API/x")]
    [InlineData("/api/a%2Fb", "/api/a%2Fb")]
    [InlineData("/api/./x/../y", "/api/y")]
    [InlineData("/oauth/token", "/oauth/token")]
    [InlineData("/.well-known/jwks.json", "/.well-known/jwks.json")]
    [InlineData("/openapi.json", "/openapi.json")]
    public async Task Path_OfTheControlPlane_IsPassed(string sent, string received)
    {
        await using var control = await Upstream.StartAsync("control");
        await using var gateway = await StartAsync(control);
        using var raw = new RawHttp(gateway.Port);
        Assert.StartsWith("HTTP/1.1 200", await raw.GetAsync(sent, Cancellation), StringComparison.Ordinal);
        Assert.Equal(received, Assert.Single(control.Received).Target);
    }

    [Theory]
    [InlineData("/admin/host/status")]
    [InlineData("/runtime/webhooks/durabletask")]
    [InlineData("/api/../admin/host/status")]
    [InlineData("/api/%2e%2e/admin/host/status")]
    [InlineData("/api/%2E./admin/host/status")]
    [InlineData("/api/..%2fadmin/host/status")]
    [InlineData("/api/..%5cadmin/host/status")]
    [InlineData("/api/%2e%2e%2fadmin/host/status")]
    [InlineData("/api/x/..%2F..%2Fadmin")]
    [InlineData("//admin/host/status")]
    [InlineData("/./admin/host/status")]
    [InlineData("/ADMIN/host/status")]
    [InlineData("/mesh/../admin/host/status")]
    [InlineData("http://127.0.0.1/admin/host/status")]
    public async Task Path_OfTheHostItself_IsNeverPassed(string path)
    {
        await using var control = await Upstream.StartAsync("control");
        await using var gateway = await StartAsync(control);
        using var raw = new RawHttp(gateway.Port);
        Assert.Matches("^HTTP/1.1 (404|400)", await raw.GetAsync(path, Cancellation));
        Assert.Empty(control.Received);
    }

    [Fact]
    public async Task Credentials_ForTheControlPlane_AreKept()
    {
        await using var control = await Upstream.StartAsync("control");
        await using var gateway = await StartAsync(control);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/x");
        request.Headers.Add("X-API-Key", "key");
        request.Headers.Add("Authorization", "Bearer token");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");

        using var response = await gateway.Client.SendAsync(request, Cancellation);

        var received = Assert.Single(control.Received);
        Assert.Equal("key", received.Header("X-API-Key"));
        Assert.Equal("Bearer token", received.Header("Authorization"));
        Assert.Equal("127.0.0.1", received.Header("X-Forwarded-For"));
        Assert.NotNull(received.Header("X-Correlation-ID"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_HoweverItCame_ArrivesWithALength(bool isChunked)
    {
        await using var control = await Upstream.StartAsync("control", EchoAsync);
        await using var gateway = await StartAsync(control);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/x") { Content = JsonContent.Create(new { name = "orders" }) };
        request.Headers.TransferEncodingChunked = isChunked;

        using var response = await gateway.Client.SendAsync(request, Cancellation);

        Assert.Equal("{\"name\":\"orders\"}", await response.Content.ReadAsStringAsync(Cancellation));
        var received = Assert.Single(control.Received);
        Assert.Equal("17", received.Header("Content-Length"));
        Assert.Null(received.Header("Transfer-Encoding"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_OverTheLimit_Answers413AndIsNotPassed(bool isChunked)
    {
        await using var control = await Upstream.StartAsync("control", EchoAsync);
        await using var gateway = await StartAsync(control, new() { ["Mesh:Gateway:ControlPlaneBodyLimit"] = "1000" });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/x") { Content = new ByteArrayContent(new byte[1001]) };
        request.Headers.TransferEncodingChunked = isChunked;

        using var response = await gateway.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(control.Received);
    }

    [Fact]
    public async Task ControlPlane_Down_Answers503WithAdviceWhileServicesGoOn()
    {
        var control = await Upstream.StartAsync("control");
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await StartAsync(control);
        await gateway.PublishAsync(Routed.Open("orders", upstream.Instance()));
        await control.DisposeAsync();

        using var response = await gateway.Client.GetAsync("/api/x", Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Contains("last good route table", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/health/ready", Cancellation)).Status);
    }

    private static Task<TestGateway> StartAsync(Upstream control, Dictionary<string, string?>? settings = null) =>
        TestGateway.StartAsync(new(settings ?? []) { ["Mesh:Gateway:ControlPlane"] = $"http://127.0.0.1:{control.Port}" });

    private static Task EchoAsync(HttpContext context) => context.Request.Body.CopyToAsync(context.Response.Body, context.RequestAborted);
}
