using System.Net;
using ToskaMesh.Functions.Identity.OAuth;
using ToskaMesh.Functions.Tests.Registry;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Tests.Identity.OAuth;

public sealed class OAuthTests : IAsyncLifetime
{
    private const string Orders = """{"name":"orders","role":"service","services":["orders"],"scopes":["commands:send","orders:read"]}""";

    private IdentityUnderTest _identity = null!;

    private ControlPlaneUnderTest Mesh => _identity.Mesh;

    public async ValueTask InitializeAsync() => _identity = await IdentityUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _identity.DisposeAsync();

    [Fact]
    public async Task ClientCredentials_OfAService_WritesItsOwnServiceOnly()
    {
        var bearer = Mesh.Bearer(await _identity.TokenAsync(await _identity.CreateClientAsync(Orders)));

        await bearer.PostJsonAsync("api/ServiceRegistration/register", RegistrationTests.Body("orders", "o-1")).JsonAsync();
        await bearer.PostJsonAsync("api/ServiceRegistration/register", RegistrationTests.Body("billing", "b-1")).JsonAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task ClientCredentials_OfAGateway_MayWhatAGatewayKeyMay()
    {
        var bearer = Mesh.Bearer(await _identity.TokenAsync(await _identity.CreateClientAsync("""{"name":"edge","role":"gateway"}""")));

        await bearer.PostJsonAsync("api/Status/observations", """{"gateway":"edge","mode":"active"}""").JsonAsync(HttpStatusCode.Accepted);
        await bearer.PostJsonAsync("api/ServiceRegistration/register", RegistrationTests.Body("orders", "o-1")).JsonAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task ClientCredentials_ScopeAndAudience_AreThoseAskedFor()
    {
        var client = await _identity.CreateClientAsync(Orders);

        using var response = await _identity.FormAsync("oauth/token", client, ("grant_type", "client_credentials"), ("scope", "orders:read"), ("resource", "toska-services"));
        Assert.True(response.Headers.CacheControl?.NoStore);
        var answer = await Task.FromResult(response).JsonAsync();

        Assert.Equal(("Bearer", "orders:read", 600), ((string?)answer["token_type"], (string?)answer["scope"], (int?)answer["expires_in"]));
        using var misused = await Mesh.Bearer((string)answer["access_token"]!).ReadAsync("api/ServiceDiscovery/services");
        Assert.Equal(HttpStatusCode.Unauthorized, misused.StatusCode);
    }

    [Theory]
    [InlineData("grant_type=password", "unsupported_grant_type")]
    [InlineData("scope=orders%3Aread", "invalid_request")]
    [InlineData("grant_type=client_credentials&grant_type=client_credentials", "invalid_request")]
    [InlineData("grant_type=client_credentials&scope=admin", "invalid_scope")]
    [InlineData("grant_type=client_credentials&audience=elsewhere", "invalid_target")]
    [InlineData("grant_type=client_credentials&audience=toska-mesh&resource=toska-services", "invalid_target")]
    [InlineData("grant_type=refresh_token", "invalid_request")]
    [InlineData("grant_type=refresh_token&refresh_token=nonsense", "invalid_grant")]
    public async Task Token_FaultyRequest_HasTheErrorOfTheStandard(string form, string error)
    {
        var (id, secret) = await _identity.CreateClientAsync(Orders);
        using var content = new StringContent(
            $"{form}&client_id={id}&client_secret={secret}", System.Text.Encoding.ASCII, "application/x-www-form-urlencoded");

        var answer = await Mesh.Anonymous.PostAsync("oauth/token", content, TestContext.Current.CancellationToken).JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal(error, (string?)answer["error"]);
    }

    [Fact]
    public async Task Token_UnknownClientAndWrongSecret_AreOneAnswer()
    {
        var (id, _) = await _identity.CreateClientAsync(Orders);

        using var wrong = await _identity.FormAsync("oauth/token", (id, "guess"), ("grant_type", "client_credentials"));
        using var unknown = await _identity.FormAsync("oauth/token", ("nobody", "guess"), ("grant_type", "client_credentials"));

        Assert.Equal((HttpStatusCode.Unauthorized, "Basic"), (wrong.StatusCode, wrong.Headers.WwwAuthenticate.Single().Scheme));
        Assert.Equal(wrong.StatusCode, unknown.StatusCode);
        var cancel = TestContext.Current.CancellationToken;
        Assert.Equal(await wrong.Content.ReadAsStringAsync(cancel), await unknown.Content.ReadAsStringAsync(cancel));
        Assert.Equal([false], (await _identity.AuditAsync($"target={id}&action=client.authenticated")).Select(record => (bool)record!["succeeded"]!));
    }

    [Fact]
    public async Task Token_ManyWrongSecrets_AreToldToWait_WhileTheRightOneIsTaken()
    {
        var (id, secret) = await _identity.CreateClientAsync(Orders);
        for (var i = 0; i < ClientAuthentication.MaxFailures; i++)
        {
            using var refused = await _identity.FormAsync("oauth/token", (id, "guess"), ("grant_type", "client_credentials"));
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        using var throttled = await _identity.FormAsync("oauth/token", (id, "guess"), ("grant_type", "client_credentials"));

        Assert.Equal(HttpStatusCode.TooManyRequests, throttled.StatusCode);
        Assert.NotNull(throttled.Headers.RetryAfter);
        await _identity.TokenAsync((id, secret));
    }

    [Fact]
    public async Task DeletedClient_ItsTokensAreRefusedAtOnce()
    {
        var client = await _identity.CreateClientAsync(Orders);
        var bearer = Mesh.Bearer(await _identity.TokenAsync(client));
        await bearer.ReadAsync("api/ServiceDiscovery/services").JsonAsync();

        using var deleted = await Mesh.Admin.DeleteAsync($"api/Auth/clients/{client.Id}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var refused = await bearer.ReadAsync("api/ServiceDiscovery/services");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Empty((await Mesh.Admin.ReadAsync("api/Auth/clients").JsonAsync()).AsArray());
    }

    [Fact]
    public async Task Revoke_OwnAccessToken_EndsWhatWasIssued_NotWhatComes()
    {
        var client = await _identity.CreateClientAsync(Orders);
        var other = await _identity.CreateClientAsync("""{"name":"edge","role":"gateway"}""");
        var token = await _identity.TokenAsync(client);

        using var foreign = await _identity.FormAsync("oauth/revoke", other, ("token", token));
        await Mesh.Bearer(token).ReadAsync("api/ServiceDiscovery/services").JsonAsync();
        using var own = await _identity.FormAsync("oauth/revoke", client, ("token", token), ("token_type_hint", "access_token"));
        using var unknown = await _identity.FormAsync("oauth/revoke", client, ("token", "nonsense"));

        Assert.Equal([200, 200, 200], [(int)foreign.StatusCode, (int)own.StatusCode, (int)unknown.StatusCode]);
        using var refused = await Mesh.Bearer(token).ReadAsync("api/ServiceDiscovery/services");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        await Mesh.Bearer(await _identity.TokenAsync(client)).ReadAsync("api/ServiceDiscovery/services").JsonAsync();
    }

    [Fact]
    public async Task Introspect_ByAService_TellsOfTokensForServicesAndItsOwn()
    {
        var client = await _identity.CreateClientAsync(Orders);
        var edge = await _identity.CreateClientAsync("""{"name":"edge","role":"gateway"}""");
        var forServices = await _identity.TokenAsync(edge, ("audience", "toska-services"));
        var forTheMesh = await _identity.TokenAsync(edge);

        var seen = await _identity.FormAsync("oauth/introspect", client, ("token", forServices)).JsonAsync();
        Assert.Equal((true, edge.Id, "toska-services"), ((bool?)seen["active"], (string?)seen["sub"], (string?)seen["aud"]));
        Assert.Equal("""{"active":false}""", (await _identity.FormAsync("oauth/introspect", client, ("token", forTheMesh)).JsonAsync()).ToJsonString());
        Assert.True((bool?)(await _identity.FormAsync("oauth/introspect", edge, ("token", forTheMesh)).JsonAsync())["active"]);

        Mesh.Time.Advance(AccessTokenClaims.Lifetime + AccessTokenClaims.ClockSkew);
        Assert.Equal("""{"active":false}""", (await _identity.FormAsync("oauth/introspect", client, ("token", forServices)).JsonAsync()).ToJsonString());
    }

    [Fact]
    public async Task Introspect_Anonymously_IsRefused()
    {
        var token = await _identity.TokenAsync(await _identity.CreateClientAsync(Orders));

        using var anonymous = await _identity.FormAsync("oauth/introspect", null, ("token", token));

        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
        using var byKey = new FormUrlEncodedContent([KeyValuePair.Create("token", token)]);
        Assert.True((bool?)(await Mesh.Admin.PostAsync("oauth/introspect", byKey, TestContext.Current.CancellationToken).JsonAsync())["active"]);
    }

    [Fact]
    public async Task Refresh_ByAPersonsClient_RotatesUntilItIsRevoked()
    {
        var user = await _identity.AddUserAsync("ann@example.org");
        var grant = await _identity.Get<IUserSessions>().StartAsync(
            new SessionRequest(user.Id, "toska", Audiences.ControlPlane, "password") { Stamp = user.Stamp }, RequestOrigin.None, TestContext.Current.CancellationToken);

        var next = await RefreshAsync("toska", grant!.RefreshToken).JsonAsync();
        Assert.NotEqual(grant.RefreshToken, (string?)next["refresh_token"]);
        await Mesh.Bearer((string)next["access_token"]!).ReadAsync("api/ServiceDiscovery/services").JsonAsync();
        await RefreshAsync("another", (string)next["refresh_token"]!).JsonAsync(HttpStatusCode.BadRequest);

        using var revoked = await _identity.FormAsync("oauth/revoke", null, ("client_id", "toska"), ("token", (string)next["refresh_token"]!));
        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        Assert.Equal("invalid_grant", (string?)(await RefreshAsync("toska", (string)next["refresh_token"]!).JsonAsync(HttpStatusCode.BadRequest))["error"]);
        using var refused = await Mesh.Bearer((string)next["access_token"]!).ReadAsync("api/ServiceDiscovery/services");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private Task<HttpResponseMessage> RefreshAsync(string client, string token) =>
        _identity.FormAsync("oauth/token", null, ("grant_type", "refresh_token"), ("client_id", client), ("refresh_token", token));
}
