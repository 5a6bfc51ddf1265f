using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Gateway.Observations;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Gateway.Tests.Fixtures;

namespace ToskaMesh.Gateway.Tests.Observations;

/// <summary>Reports of a gateway that is a client, to a control plane on a port.</summary>
public sealed class ClientReportTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly ConcurrentQueue<string> _forms = new();
    private readonly HashSet<string> _revoked = [];
    private Upstream _control = null!;
    private HttpReportSender _sender = null!;
    private int _tokens;
    private Func<HttpContext, Task>? _answerTokens;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _control = await Upstream.StartAsync("control", AnswerAsync);
        var options = new GatewayOptions { ControlPlane = $"http://127.0.0.1:{_control.Port}", ClientId = "id:1", ClientSecret = "a+b/c" };
        _sender = new HttpReportSender(Options.Create(options), _time);
    }

    public async ValueTask DisposeAsync()
    {
        _sender.Dispose();
        await _control.DisposeAsync();
    }

    [Fact]
    public async Task Reports_CarryOneTokenUntilShortlyBeforeItsEnd()
    {
        Assert.Equal(SendOutcome.Accepted, (await SendAsync()).Outcome);
        _time.Advance(TimeSpan.FromSeconds(569));
        Assert.Equal(SendOutcome.Accepted, (await SendAsync()).Outcome);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(SendOutcome.Accepted, (await SendAsync()).Outcome);

        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-2"], Reports().Select(request => request.Header("Authorization")));
        Assert.All(Reports(), request => Assert.Null(request.Header("X-API-Key")));
        Assert.Equal(["grant_type=client_credentials&audience=toska-mesh"], _forms.Distinct());
        Assert.All(TokenRequests(), request =>
        {
            var basic = Encoding.ASCII.GetString(Convert.FromBase64String(request.Header("Authorization")!["Basic ".Length..]));
            Assert.Equal("id%3A1:a%2Bb%2Fc", basic);
            Assert.NotNull(request.Header("Content-Length"));
        });
    }

    [Fact]
    public async Task Token_RefusedBeforeItsTime_IsReplacedOnce()
    {
        await SendAsync();
        _revoked.Add("token-1");

        Assert.Equal(SendOutcome.Accepted, (await SendAsync()).Outcome);

        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-2"], Reports().Select(request => request.Header("Authorization")));
    }

    [Fact]
    public async Task Tokens_AllRefused_AreAskedForNoMoreThanTwice()
    {
        _revoked.UnionWith(["token-1", "token-2"]);

        var result = await SendAsync();

        Assert.Equal(SendOutcome.Unavailable, result.Outcome);
        Assert.Contains("Mesh:Gateway:ClientId", result.Detail, StringComparison.Ordinal);
        Assert.Equal((2, 2), (Reports().Count(), TokenRequests().Count()));

        Assert.Equal(SendOutcome.Accepted, (await SendAsync()).Outcome);
    }

    [Theory]
    [InlineData(401, "", "ClientSecret")]
    [InlineData(429, "", "429 at /oauth/token")]
    [InlineData(503, "", "503 at /oauth/token")]
    [InlineData(200, "no json", "no access token")]
    [InlineData(200, "[]", "no access token")]
    [InlineData(200, """{"access_token":"a\r\nX-API-Key: b","expires_in":600}""", "no access token")]
    [InlineData(200, """{"access_token":"a"}""", "no access token")]
    public async Task TokenEndpoint_GivesNone_SendsNoReport_AndSaysWhy(int status, string body, string reason)
    {
        _answerTokens = context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body, Cancellation);
        };

        var result = await SendAsync();

        Assert.Equal(SendOutcome.Unavailable, result.Outcome);
        Assert.Contains(reason, result.Detail, StringComparison.Ordinal);
        Assert.Empty(Reports());
    }

    private Task<SendResult> SendAsync() => _sender.SendAsync("{}"u8.ToArray(), Cancellation);

    private IEnumerable<ReceivedRequest> Reports() => _control.Received.Where(request => request.Target == "/api/Status/observations");

    private IEnumerable<ReceivedRequest> TokenRequests() => _control.Received.Where(request => request.Target == "/oauth/token");

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path != "/oauth/token")
        {
            var token = context.Request.Headers.Authorization.ToString()["Bearer ".Length..];
            context.Response.StatusCode = _revoked.Contains(token) ? StatusCodes.Status401Unauthorized : StatusCodes.Status202Accepted;
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        _forms.Enqueue(await reader.ReadToEndAsync(context.RequestAborted));
        await (_answerTokens?.Invoke(context)
            ?? context.Response.WriteAsync($$"""{"access_token":"token-{{++_tokens}}","token_type":"Bearer","expires_in":600}""", context.RequestAborted));
    }
}
