using System.Net;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Gateway.Tests.Access;

public sealed class TokenTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Token_Valid_IntroducesItsUserAndGoesNoFurther()
    {
        await using var mesh = await TokenGateway.StartAsync();

        using var response = await mesh.CallAsync(mesh.Token(roles: [Role.User, Role.Admin], scopes: ["orders:read", "a"]));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var received = Assert.Single(mesh.Upstream.Received);
        Assert.Equal("user-1", received.Header("X-Mesh-Subject"));
        Assert.Equal("User Admin", received.Header("X-Mesh-Roles"));
        Assert.Equal("orders:read a", received.Header("X-Mesh-Scopes"));
        Assert.Null(received.Header("Authorization"));
    }

    [Fact]
    public async Task Key_Valid_IntroducesItself()
    {
        await using var mesh = await TokenGateway.StartAsync();

        using var response = await mesh.SendAsync((ApiKey.Header, mesh.Key.Reveal()));

        var received = Assert.Single(mesh.Upstream.Received);
        Assert.Equal(("key-1", "Service", "orders:read"), (received.Header("X-Mesh-Subject"), received.Header("X-Mesh-Roles"), received.Header("X-Mesh-Scopes")));
        Assert.Null(received.Header(ApiKey.Header));
    }

    [Fact]
    public async Task Token_ThatIsNotForServices_OrNotOurs_IsRefusedAndTheServiceIsNotCalled()
    {
        await using var mesh = await TokenGateway.StartAsync();
        using var stranger = new TestSigningKey("k1");
        var now = mesh.Clock.GetUtcNow();
        string[] bad =
        [
            "", "nonsense", "a.b.c", new string('a', 9_000),
            mesh.Signing.Issue(TestSigningKey.User() with { Audience = Audiences.ControlPlane }, now),
            mesh.Signing.Issue(TestSigningKey.User() with { Kind = CallerKind.Client, Roles = [Role.Gateway] }, now),
            mesh.Signing.Issue(TestSigningKey.User(), now - AccessTokenClaims.Lifetime - AccessTokenClaims.ClockSkew),
            mesh.Signing.Issue(TestSigningKey.User(), now + AccessTokenClaims.ClockSkew + TimeSpan.FromSeconds(2)),
            stranger.Issue(TestSigningKey.User(), now),
            mesh.Token()[..^4] + "AAAA",
        ];

        foreach (var token in bad)
        {
            using var response = await mesh.CallAsync(token);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            if (token.Length > 0)
            {
                Assert.Contains("error=\"invalid_token\"", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
            }
        }

        Assert.Empty(mesh.Upstream.Received);
        Assert.Equal(0, mesh.Remembered);
    }

    [Fact]
    public async Task NoCredentials_AreChallengedForBothKindsWithoutAnError()
    {
        await using var mesh = await TokenGateway.StartAsync();

        using var response = await mesh.SendAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(["Bearer", "ApiKey"], response.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme));
        Assert.DoesNotContain("error", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralCredentials_AreAmbiguous()
    {
        await using var mesh = await TokenGateway.StartAsync();
        var (key, token) = ((ApiKey.Header, mesh.Key.Reveal()), ("Authorization", $"Bearer {mesh.Token()}"));

        using var response = await mesh.SendAsync(key, token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("error=\"invalid_request\"", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        foreach (var (name, value) in new[] { key, token })
        {
            using var raw = new RawHttp(mesh.Gateway.Port);
            var twice = await raw.SendAsync("GET", "/mesh/orders/", $"{name}: {value}\r\n{name}: {value}\r\n", Cancellation);
            Assert.StartsWith("HTTP/1.1 400", twice, StringComparison.Ordinal);
        }

        Assert.Empty(mesh.Upstream.Received);
    }

    [Fact]
    public async Task Token_Remembered_IsRefusedOnceItHasExpired()
    {
        await using var mesh = await TokenGateway.StartAsync();
        var token = mesh.Token();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(mesh, token));
        Assert.Equal(1, mesh.Remembered);
        mesh.Clock.Advance(AccessTokenClaims.Lifetime + AccessTokenClaims.ClockSkew - TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(mesh, token));

        mesh.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(mesh, token));
        Assert.Equal(0, mesh.Remembered);
    }

    [Fact]
    public async Task Keys_Rotated_AcceptTheOldKeyUntilItLeaves_AlsoForRememberedTokens()
    {
        await using var mesh = await TokenGateway.StartAsync();
        using var next = new TestSigningKey("k2");
        var (old, fresh) = (mesh.Token(), next.Issue(TestSigningKey.User(), mesh.Clock.GetUtcNow()));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await StatusAsync(mesh, old), await StatusAsync(mesh, fresh)));

        await mesh.TrustAsync(mesh.Signing, next);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await StatusAsync(mesh, old), await StatusAsync(mesh, fresh)));

        await mesh.TrustAsync(next);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await StatusAsync(mesh, old), await StatusAsync(mesh, fresh)));
    }

    [Fact]
    public async Task Session_Revoked_EndsItsTokens_RememberedOrNot_AndNoOthers()
    {
        await using var mesh = await TokenGateway.StartAsync();
        var (seen, unseen, other) = (mesh.Token("s1"), mesh.Token("s1", id: "t2"), mesh.Token("s2"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await StatusAsync(mesh, seen), await StatusAsync(mesh, other)));

        await mesh.RevokeAsync("s1");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (await StatusAsync(mesh, seen), await StatusAsync(mesh, unseen)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(mesh, other));
        Assert.Equal(2, await mesh.Gateway.MetricAsync("toska_gateway_authentications_total{method=\"token\",outcome=\"revoked\"}", Cancellation));
        Assert.Equal(3, await mesh.Gateway.MetricAsync("toska_gateway_authentications_total{method=\"token\",outcome=\"accepted\"}", Cancellation));
    }

    [Fact]
    public async Task Gateway_StartedFromItsOwnCopies_StillKnowsKeysAndRevocations()
    {
        using var signing = new TestSigningKey("k1");
        await using var upstream = await Upstream.StartAsync();
        var documents = new PublishedDocuments { Trusted = new SigningKeySet(TestSigningKey.Issuer, [signing.Published]) };
        documents.Publish(Routed.Closed("orders", upstream.Instance()));
        documents.PublishCredentials(TimeProvider.System.GetUtcNow(), [], [new("gone", TimeProvider.System.GetUtcNow().AddMinutes(11))]);
        await using (await TestGateway.StartAsync(documents: documents))
        {
            // Its stop leaves the copies.
        }

        File.Delete(documents.RouteTable);
        File.Delete(documents.Credentials);
        await using var gateway = await TestGateway.StartAsync(documents: documents);

        foreach (var (session, status) in new[] { ("s1", HttpStatusCode.OK), ("gone", HttpStatusCode.Unauthorized) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/mesh/orders/");
            request.Headers.Authorization = new("Bearer", signing.Issue(TestSigningKey.User(session), TimeProvider.System.GetUtcNow()));
            using var response = await gateway.Client.SendAsync(request, Cancellation);
            Assert.Equal(status, response.StatusCode);
        }
    }

    [Fact]
    public async Task Gateway_ThatNeverHadCredentials_AcceptsNoToken_AndSaysSo()
    {
        using var signing = new TestSigningKey("k1");
        await using var upstream = await Upstream.StartAsync();
        var documents = new PublishedDocuments { Trusted = new SigningKeySet(TestSigningKey.Issuer, [signing.Published]) };
        documents.Publish(Routed.Closed("orders", upstream.Instance()));
        await using var gateway = await TestGateway.StartAsync(documents: documents);
        gateway.Client.DefaultRequestHeaders.Authorization = new("Bearer", signing.Issue(TestSigningKey.User(), TimeProvider.System.GetUtcNow()));

        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);
        Assert.Empty(upstream.Received);
        Assert.Equal(1, await gateway.MetricAsync("toska_credentials_stale{}", Cancellation));
        Assert.Equal(1, await gateway.MetricAsync("toska_gateway_authentications_total{method=\"token\",outcome=\"revocation_unknown\"}", Cancellation));
        Assert.Contains("No credentials have come yet", (await gateway.GetAsync("/health", Cancellation)).Body, StringComparison.Ordinal);

        var order = documents.PublishKeys(TimeProvider.System.GetUtcNow());
        await Eventually.TrueAsync(() => gateway.Credentials.Applied == order, "credentials applied");

        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);
        Assert.Equal(0, await gateway.MetricAsync("toska_credentials_stale{}", Cancellation));
    }

    private static async Task<HttpStatusCode> StatusAsync(TokenGateway mesh, string token)
    {
        using var response = await mesh.CallAsync(token);
        return response.StatusCode;
    }
}
