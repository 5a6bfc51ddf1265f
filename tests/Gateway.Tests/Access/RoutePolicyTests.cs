using System.Net;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Gateway.Tests.Access;

public sealed class RoutePolicyTests
{
    [Theory]
    [InlineData(AccessPolicy.Authenticated, "", "", "", "", 200)]
    [InlineData(AccessPolicy.Authenticated, "User", "", "", "", 200)]
    [InlineData(AccessPolicy.Authenticated, "Service", "", "", "", 403)]
    [InlineData(AccessPolicy.Authenticated, "Service,User", "", "", "", 200)]
    [InlineData(AccessPolicy.Authenticated, "Service", "", "Admin", "", 200)]
    [InlineData(AccessPolicy.Authenticated, "Admin", "", "", "", 403)]
    [InlineData(AccessPolicy.Authenticated, "", "a,b", "", "a", 403)]
    [InlineData(AccessPolicy.Authenticated, "", "a,b", "", "b,a,c", 200)]
    [InlineData(AccessPolicy.Authenticated, "", "a,b", "Admin", "", 200)]
    [InlineData(AccessPolicy.Authenticated, "User", "a", "", "", 403)]
    [InlineData(AccessPolicy.Anonymous, "User", "", "", "", 200)]
    [InlineData(AccessPolicy.Anonymous, "Admin", "", "", "", 403)]
    public async Task Requirements_DecideByRolesAnyOfAndScopesAllOf(
        AccessPolicy access, string requiredRoles, string requiredScopes, string roles, string scopes, int status)
    {
        var requires = new CallerRequirements([.. Split(requiredRoles).Select(Enum.Parse<Role>)], Split(requiredScopes));
        await using var mesh = await TokenGateway.StartAsync(service => service with { Access = access, Requires = requires });

        using var response = await mesh.CallAsync(mesh.Token(roles: [Role.User, .. Split(roles).Select(Enum.Parse<Role>)], scopes: Split(scopes)));
        using var unknown = await mesh.SendAsync();

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Equal(status == 403, response.Headers.WwwAuthenticate.ToString().Contains("error=\"insufficient_scope\"", StringComparison.Ordinal));
        Assert.Equal(status == 200 ? 1 : 0, mesh.Upstream.Received.Count);
    }

    [Fact]
    public async Task Requirements_OfScopes_HoldForKeys_AndTheAnswerNamesThem()
    {
        await using var mesh = await TokenGateway.StartAsync(service => service with { Requires = new CallerRequirements([], ["orders:read", "orders:write"]) });

        using var response = await mesh.SendAsync((ApiKey.Header, mesh.Key.Reveal()));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("scope=\"orders:read orders:write\"", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Mesh-Subject")]
    [InlineData("x-mesh-subject")]
    [InlineData("X_Mesh_Subject")]
    [InlineData("X-MESH-Roles")]
    [InlineData("X-Mesh-Scopes")]
    [InlineData("X-Mesh-Anything")]
    public async Task IdentityHeaders_OfTheCaller_NeverReachAService(string name)
    {
        await using var mesh = await TokenGateway.StartAsync(service => service with { Access = AccessPolicy.Anonymous });
        using var raw = new RawHttp(mesh.Gateway.Port);

        await raw.SendAsync("GET", "/mesh/orders/", $"{name}: Admin\r\n{name}: root\r\nX-Meshed: kept\r\n", TestContext.Current.CancellationToken);
        await raw.SendAsync(
            "GET", "/mesh/orders/", $"{name}: Admin\r\nConnection: {name}\r\nAuthorization: Bearer {mesh.Token()}\r\n", TestContext.Current.CancellationToken);

        var (anonymous, known) = (mesh.Upstream.Received.First(), mesh.Upstream.Received.Last());
        Assert.DoesNotContain(anonymous.Headers, header => header.Key.Replace('_', '-').StartsWith("x-mesh-", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("kept", anonymous.Header("X-Meshed"));
        Assert.Equal("User", known.Header("X-Mesh-Roles"));
        Assert.Equal("user-1", known.Header("X-Mesh-Subject"));
        Assert.Null(known.Header("X-Mesh-Scopes"));
    }

    [Fact]
    public async Task OpenService_KnowsWhoAuthenticates_AndRefusesWhatIsNotValid()
    {
        await using var mesh = await TokenGateway.StartAsync(service => service with { Access = AccessPolicy.Anonymous });

        using var anonymous = await mesh.SendAsync();
        using var foreign = await mesh.SendAsync(("Authorization", "Basic dXNlcjpwYXNz"));
        using var known = await mesh.CallAsync(mesh.Token());
        using var nextOnTheSameConnection = await mesh.SendAsync();
        using var invalidToken = await mesh.CallAsync("nonsense");
        using var invalidKey = await mesh.SendAsync((ApiKey.Header, ApiKey.Generate("key-1").Reveal()));

        Assert.Equal(
            [200, 200, 200, 200, 401, 401],
            new[] { anonymous, foreign, known, nextOnTheSameConnection, invalidToken, invalidKey }.Select(response => (int)response.StatusCode));
        Assert.Equal([null, null, "user-1", null], mesh.Upstream.Received.Select(request => request.Header("X-Mesh-Subject")));
        Assert.All(mesh.Upstream.Received, request => Assert.Null(request.Header("Authorization")));
    }

    [Fact]
    public async Task PassAuthorization_GivesTheServiceTheHeader_AndNeverAKey()
    {
        await using var mesh = await TokenGateway.StartAsync(service => service with { PassAuthorization = true });
        var token = $"Bearer {mesh.Token()}";

        using var byToken = await mesh.SendAsync(("Authorization", token));
        using var byKey = await mesh.SendAsync((ApiKey.Header, mesh.Key.Reveal()), ("Authorization", "Bearer of-the-service"));
        using var unknown = await mesh.SendAsync(("Authorization", "Bearer of-the-service"));

        Assert.Equal([200, 200, 401], new[] { byToken, byKey, unknown }.Select(response => (int)response.StatusCode));
        Assert.Equal([token, "Bearer of-the-service"], mesh.Upstream.Received.Select(request => request.Header("Authorization")));
        Assert.Equal(["user-1", "key-1"], mesh.Upstream.Received.Select(request => request.Header("X-Mesh-Subject")));
        Assert.All(mesh.Upstream.Received, request => Assert.Null(request.Header(ApiKey.Header)));
    }

    [Fact]
    public async Task PassAuthorization_OfAnOpenService_PassesWhateverItHolds()
    {
        await using var mesh = await TokenGateway.StartAsync(service => service with { Access = AccessPolicy.Anonymous, PassAuthorization = true });

        using var response = await mesh.CallAsync("of-the-service");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var received = Assert.Single(mesh.Upstream.Received);
        Assert.Equal(("Bearer of-the-service", null), (received.Header("Authorization"), received.Header("X-Mesh-Subject")));
    }

    [Theory]
    [InlineData(AccessPolicy.Anonymous)]
    [InlineData(AccessPolicy.Authenticated)]
    public async Task PassAuthorization_TokenForTheControlPlane_ReachesNoService(AccessPolicy access)
    {
        await using var mesh = await TokenGateway.StartAsync(service => service with { Access = access, PassAuthorization = true });
        var expired = mesh.Clock.GetUtcNow() - TimeSpan.FromHours(1);
        var misdirected = ("Authorization", $"Bearer {mesh.Signing.Issue(TestSigningKey.User() with { Audience = Audiences.ControlPlane }, mesh.Clock.GetUtcNow())}");
        var old = ("Authorization", $"bearer {mesh.Signing.Issue(TestSigningKey.User() with { Audience = Audiences.ControlPlane }, expired)}");

        using var alone = await mesh.SendAsync(misdirected);
        using var later = await mesh.SendAsync(old);
        using var besideAKey = await mesh.SendAsync((ApiKey.Header, mesh.Key.Reveal()), misdirected);
        using var raw = new RawHttp(mesh.Gateway.Port);
        var behindAnother = await raw.SendAsync(
            "GET", "/mesh/orders/", $"{ApiKey.Header}: {mesh.Key.Reveal()}\r\nAuthorization: Basic dXNlcjpwYXNz\r\nAuthorization: {misdirected.Item2}\r\n", TestContext.Current.CancellationToken);

        Assert.Equal([401, 401, 401], new[] { alone, later, besideAKey }.Select(response => (int)response.StatusCode));
        Assert.StartsWith("HTTP/1.1 401", behindAnother, StringComparison.Ordinal);
        Assert.Empty(mesh.Upstream.Received);
    }

    [Fact]
    public async Task Retry_OnAnotherInstance_IntroducesTheCallerAgain()
    {
        await using var mesh = await TokenGateway.StartAsync(null, null, Routed.Dead("d1"), Routed.Dead("d2"));

        for (var i = 0; i < 3; i++)
        {
            using var response = await mesh.CallAsync(mesh.Token());
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Equal(["user-1", "user-1", "user-1"], mesh.Upstream.Received.Select(request => request.Header("X-Mesh-Subject")));
        Assert.All(mesh.Upstream.Received, request => Assert.Null(request.Header("Authorization")));
    }

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
