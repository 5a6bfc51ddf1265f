using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Testing;

namespace ToskaMesh.Gateway.Tests.Access;

public sealed class ApiKeyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ClosedService_WithoutAValidKey_Answers401AndIsNotCalled()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.ServingAsync(Routed.Closed("orders", upstream.Instance()));
        var key = ApiKey.Generate("k1");
        gateway.Documents.PublishKeys(TimeProvider.System.GetUtcNow(), Keys.Published(key));
        await Eventually.TrueAsync(() => gateway.Credentials.Applied is not null, "credentials applied");

        var forged = ApiKey.Generate("k1").Reveal();
        foreach (var text in new[] { null, "", "nonsense", forged, ApiKey.Generate("unknown").Reveal(), key.Reveal() + "x", key.Hash() })
        {
            using var response = await CallAsync(gateway, text);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.NotEmpty(response.Headers.WwwAuthenticate);
        }

        Assert.Empty(upstream.Received);
        using var accepted = await CallAsync(gateway, key.Reveal());
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
    }

    [Fact]
    public async Task ClosedService_BeforeAnyCredentials_Answers401()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.ServingAsync(Routed.Closed("orders", upstream.Instance()));
        using var response = await CallAsync(gateway, ApiKey.Generate("k1").Reveal());
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Service_TurnedAuthenticated_ClosesAtOnce()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("orders", upstream.Instance()));
        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);

        await gateway.PublishAsync(Routed.Closed("orders", upstream.Instance()));

        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);
    }

    [Fact]
    public async Task Key_PastItsExpiry_IsRefused()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var upstream = await Upstream.StartAsync();
        var documents = new PublishedDocuments();
        var key = ApiKey.Generate("k1");
        documents.Publish(Routed.Closed("orders", upstream.Instance()));
        documents.PublishKeys(clock.GetUtcNow(), Keys.Published(key, clock.GetUtcNow().AddMinutes(1)));
        await using var gateway = await TestGateway.StartAsync(
            documents: documents, configure: builder => builder.Services.AddSingleton<TimeProvider>(clock));

        using var before = await CallAsync(gateway, key.Reveal());
        clock.Advance(TimeSpan.FromMinutes(2));
        using var after = await CallAsync(gateway, key.Reveal());

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task Credentials_PastTheirMaximumAge_StillAuthenticateAndAreReported()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var upstream = await Upstream.StartAsync();
        var documents = new PublishedDocuments();
        var key = ApiKey.Generate("k1");
        documents.Publish(Routed.Closed("orders", upstream.Instance()));
        documents.PublishKeys(clock.GetUtcNow(), Keys.Published(key));
        await using var gateway = await TestGateway.StartAsync(
            documents: documents, configure: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        Assert.Equal(0, await gateway.MetricAsync("toska_credentials_stale{}", Cancellation));

        clock.Advance(CredentialTable.MaxAge + TimeSpan.FromSeconds(1));

        using var response = await CallAsync(gateway, key.Reveal());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1, await gateway.MetricAsync("toska_credentials_stale{}", Cancellation));
        Assert.Contains("maximum age", (await gateway.GetAsync("/health", Cancellation)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_Revoked_StopAuthenticating_AndABadDocumentDoesNot()
    {
        await using var upstream = await Upstream.StartAsync();
        var documents = new PublishedDocuments();
        var key = ApiKey.Generate("k1");
        documents.Publish(Routed.Closed("orders", upstream.Instance()));
        documents.PublishKeys(TimeProvider.System.GetUtcNow(), Keys.Published(key));
        await using var gateway = await TestGateway.StartAsync(documents: documents);

        PublishedDocuments.Replace(documents.Credentials, []);
        await Eventually.TrueAsync(() => gateway.Credentials.Rejection?.Reason == "empty", "empty document rejected");
        using var afterEmpty = await CallAsync(gateway, key.Reveal());
        Assert.Equal(HttpStatusCode.OK, afterEmpty.StatusCode);

        var order = documents.PublishKeys(TimeProvider.System.GetUtcNow());
        await Eventually.TrueAsync(() => gateway.Credentials.Applied == order, "revocation applied");
        using var afterRevocation = await CallAsync(gateway, key.Reveal());
        Assert.Equal(HttpStatusCode.Unauthorized, afterRevocation.StatusCode);
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("open")]
    public async Task Credentials_OfTheCaller_NeverReachAService(string service)
    {
        await using var upstream = await Upstream.StartAsync();
        var documents = new PublishedDocuments();
        var key = ApiKey.Generate("k1");
        documents.Publish(Routed.Closed("orders", upstream.Instance()), Routed.Open("open", upstream.Instance() with { Id = "i2" }));
        documents.PublishKeys(TimeProvider.System.GetUtcNow(), Keys.Published(key));
        await using var gateway = await TestGateway.StartAsync(documents: documents);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/mesh/{service}/");
        request.Headers.Add("x-api-KEY", key.Reveal());
        request.Headers.Add("Authorization", "Basic b2Y6dGhlLW1lc2g=");
        request.Headers.Add("X-Other", "kept");
        using var response = await gateway.Client.SendAsync(request, Cancellation);

        var received = Assert.Single(upstream.Received);
        Assert.Null(received.Header("X-API-Key"));
        Assert.Null(received.Header("Authorization"));
        Assert.Equal("kept", received.Header("X-Other"));
    }

    private static async Task<HttpResponseMessage> CallAsync(TestGateway gateway, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/mesh/orders/");
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation(ApiKey.Header, key);
        }

        return await gateway.Client.SendAsync(request, Cancellation);
    }
}
