using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ToskaMesh.Functions.Registry;

namespace ToskaMesh.Functions.Tests.Http;

/// <summary>What every endpoint has in common.</summary>
public sealed class EdgeTests : IAsyncLifetime
{
    private const string Register = "api/ServiceRegistration/register";

    private ControlPlaneUnderTest _mesh = null!;

    public async ValueTask InitializeAsync() => _mesh = await ControlPlaneUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task Body_OverTheLimit_Is413()
    {
        var body = Registry.RegistrationTests.Body("orders", "o-1", ",\"x\":\"" + new string('x', 64 * 1024) + "\"");

        await _mesh.Admin.PostJsonAsync(Register, body).JsonAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Body_AtTheLimit_IsRead()
    {
        var padded = Registry.RegistrationTests.Body("orders", "o-1").PadRight(64 * 1024);

        await _mesh.Admin.PostJsonAsync(Register, padded).JsonAsync();
    }

    [Fact]
    public async Task Body_Chunked_Is411()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Register) { Content = JsonContent.Create(new { serviceName = "orders" }) };
        request.Headers.TransferEncodingChunked = true;

        await _mesh.Admin.SendAsync(request, TestContext.Current.CancellationToken).JsonAsync(HttpStatusCode.LengthRequired);
    }

    [Fact]
    public async Task Path_Unknown_Is404Problem()
    {
        var problem = await _mesh.Anonymous.ReadAsync("api/nothing/here").JsonAsync(HttpStatusCode.NotFound);

        Assert.Equal("urn:toskamesh:problem:no-such-path", (string?)problem["type"]);
    }

    [Theory]
    [InlineData("GET", Register, "POST")]
    [InlineData("DELETE", "api/ServiceDiscovery/instances/o-1", "GET")]
    [InlineData("POST", "health", "GET")]
    public async Task Method_NotOfThisPath_Is405WithAllow(string method, string path, string allow)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _mesh.Admin.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(allow, string.Join(", ", response.Content.Headers.Allow));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("abc-123_DEF.4", true)]
    [InlineData("has space", false)]
    [InlineData("", false)]
    public async Task Correlation_SafeId_IsKept(string id, bool kept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/nothing");
        request.Headers.TryAddWithoutValidation("X-Correlation-ID", id);
        using var response = await _mesh.Anonymous.SendAsync(request, TestContext.Current.CancellationToken);

        var answered = Assert.Single(response.Headers.GetValues("X-Correlation-ID"));
        Assert.Equal(kept, answered == id);
        Assert.NotEmpty(answered);
    }

    [Fact]
    public async Task Correlation_LongId_IsReplaced()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "health/live");
        request.Headers.Add("X-Correlation-ID", new string('a', 129));
        using var response = await _mesh.Anonymous.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(32, Assert.Single(response.Headers.GetValues("X-Correlation-ID")).Length);
    }

    [Fact]
    public async Task Correlation_WithoutOne_IsTheTrace()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/ServiceDiscovery/services");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var response = await _mesh.Anonymous.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", Assert.Single(response.Headers.GetValues("X-Correlation-ID")));
    }

    [Fact]
    public async Task Store_Unreachable_Is503WithReasonAndRetryAfter()
    {
        _mesh.Gate.Fault = "The disk is full.";

        using var response = await _mesh.Admin.PostJsonAsync(Register, Registry.RegistrationTests.Body("orders", "o-1"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        Assert.Contains("The disk is full.", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var live = await _mesh.Anonymous.ReadAsync("health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public async Task Function_Throws_Is500WithoutDetailButWithCorrelation()
    {
        await using var mesh = await ControlPlaneUnderTest.StartAsync(
            services => services.Replace(ServiceDescriptor.Singleton<IAfterCommit, ThrowingAfterCommit>()),
            "--Logging:LogLevel:Default=None");

        using var response = await mesh.Admin.PostJsonAsync(Register, Registry.RegistrationTests.Body("orders", "o-1"));

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.DoesNotContain(ThrowingAfterCommit.Secret, text, StringComparison.Ordinal);
        Assert.Contains("internal-error", text, StringComparison.Ordinal);
        Assert.True(response.Headers.Contains("X-Correlation-ID"));
    }
}
