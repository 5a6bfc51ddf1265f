using System.Net;
using System.Text.Json.Nodes;
using ToskaMesh.Shared.Identity.External;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Functions.Tests.Identity.External;

public sealed class ExternalSignInTests : IAsyncLifetime
{
    private const string Section = "--Mesh:Identity:Providers:";

    private readonly FakeProvider _provider;
    private readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider _providersTime = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private IdentityUnderTest _identity = null!;

    public ExternalSignInTests() => _provider = new FakeProvider(_providersTime);

    private ControlPlaneUnderTest Mesh => _identity.Mesh;

    public async ValueTask InitializeAsync() => _identity = await IdentityUnderTest.StartAsync(
        $"{Section}trusted:Authority={_provider.Authority}", $"{Section}trusted:ClientId={FakeProvider.ClientId}",
        $"{Section}trusted:TrustEmail=true", $"{Section}trusted:AllowSignUp=true",
        $"{Section}open:Authority={_provider.Authority}", $"{Section}open:ClientId={FakeProvider.ClientId}",
        "--Mesh:RateLimit:TrustedProxies=127.0.0.1");

    public async ValueTask DisposeAsync()
    {
        await _identity.DisposeAsync();
        _provider.Dispose();
    }

    [Fact]
    public async Task SignIn_NewPerson_GetsAnAccountOnce()
    {
        var first = await SignInAsync("trusted", _provider.Issue).JsonAsync();
        var second = await SignInAsync("TRUSTED", _provider.Issue).JsonAsync();

        Assert.Equal("ann@example.org", (string?)first["email"]);
        Assert.Equal((string?)first["userId"], (string?)second["userId"]);
        await Mesh.Bearer((string)second["accessToken"]!).ReadAsync("api/ServiceDiscovery/services").JsonAsync();
    }

    [Fact]
    public async Task SignIn_ConfirmedAccountAndVerifiedAddress_AreLinked()
    {
        var user = await _identity.AddUserAsync("ann@example.org");

        var answer = await SignInAsync("trusted", _provider.Issue).JsonAsync();

        Assert.Equal($"{user.Id}", (string?)answer["userId"]);
        Assert.Single(await _identity.AuditAsync($"target={user.Id}&action=external.linked"));
    }

    [Theory]
    [InlineData("trusted", true, false)]
    [InlineData("trusted", false, true)]
    [InlineData("open", true, true)]
    public async Task SignIn_AddressThatNothingProves_IsNobodysAccount(string provider, bool isConfirmed, bool isVerified)
    {
        var user = await _identity.AddUserAsync("ann@example.org", isConfirmed);

        await SignInAsync(provider, nonce => _provider.Issue(nonce, claims => claims["email_verified"] = isVerified)).JsonAsync(HttpStatusCode.Conflict);

        Assert.Empty((await _identity.Get<IUserStore>().FindAsync(user.Id, TestContext.Current.CancellationToken))!.ExternalLogins);
    }

    [Fact]
    public async Task SignIn_KnownAndUnknownAddress_AreOneAnswer()
    {
        await _identity.AddUserAsync("ann@example.org");

        var known = await SignInAsync("open", _provider.Issue).JsonAsync(HttpStatusCode.Conflict);
        var unknown = await SignInAsync("open", nonce => _provider.Issue(nonce, claims => claims["email"] = "bob@example.org")).JsonAsync(HttpStatusCode.Conflict);

        Assert.Equal(known.ToJsonString(), unknown.ToJsonString());
    }

    public static TheoryData<string> Faults => ["audience", "several-audiences", "party", "issuer", "expired", "future", "nonce", "no-nonce", "no-expiry", "alg-none", "alg-hmac", "key"];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task SignIn_TokenThatBreaksARule_IsRefused(string fault)
    {
        using var other = new FakeProvider(_providersTime);
        var now = _providersTime.GetUtcNow();
        string Issue(string nonce) => fault switch
        {
            "alg-none" => _provider.Issue(nonce, algorithm: "none"),
            "alg-hmac" => _provider.Issue(nonce, algorithm: "HS256"),
            "key" => other.Issue(nonce, claims => claims["iss"] = _provider.Authority),
            _ => _provider.Issue(nonce, claims => Break(claims, fault, now)),
        };

        await SignInAsync("trusted", Issue).JsonAsync(HttpStatusCode.Unauthorized);

        // The same nonce with a token that holds: only a valid one uses it up.
        await SignInAsync("trusted", _provider.Issue).JsonAsync();
    }

    [Fact]
    public async Task SignIn_SameTokenAgain_IsRefused()
    {
        var nonce = await NonceAsync("trusted");
        var token = _provider.Issue(nonce);

        await PostAsync("trusted", token, nonce).JsonAsync();

        await PostAsync("trusted", token, nonce).JsonAsync(HttpStatusCode.Unauthorized);
        Assert.Contains(
            await _identity.AuditAsync("target=provider-trusted"), record => (string?)record!["detail"] == "the nonce was used before");
    }

    [Fact]
    public async Task SignIn_NonceOfNobodyAnotherProviderOrTooOld_IsRefused()
    {
        var made = new string('A', 75);
        await PostAsync("trusted", _provider.Issue(made), made).JsonAsync(HttpStatusCode.Unauthorized);
        var open = await NonceAsync("open");
        await PostAsync("trusted", _provider.Issue(open), open).JsonAsync(HttpStatusCode.Unauthorized);

        var old = await NonceAsync("trusted");
        Advance(ExternalNonce.Lifetime);
        await PostAsync("trusted", _provider.Issue(old), old).JsonAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task SignIn_ProviderRollsItsKey_TheNewOneIsFetchedAtOnce_AndNotForEachUnknownOne()
    {
        await SignInAsync("trusted", _provider.Issue).JsonAsync();
        Advance(TimeSpan.FromMinutes(1));
        _provider.Roll("k2");

        await SignInAsync("trusted", _provider.Issue).JsonAsync();

        using var other = new FakeProvider(_providersTime);
        other.Roll("k3");
        for (var i = 0; i < 3; i++)
        {
            await SignInAsync("trusted", nonce => other.Issue(nonce, claims => claims["iss"] = _provider.Authority)).JsonAsync(HttpStatusCode.Unauthorized);
        }

        Assert.Equal(2, _provider.Reads);
    }

    [Fact]
    public async Task SignIn_UnknownProvider_IsAFaultOfTheBody() =>
        Assert.Equal(["/provider"], (await PostAsync("nobody", "x", "y").JsonAsync(HttpStatusCode.BadRequest)).Pointers());

    [Fact]
    public async Task SignIn_ManyRefusedOfOneNetwork_AreOneRecordAMinute_AndThen429()
    {
        async Task<HttpStatusCode> TryAsync(string network)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/Auth/external")
            {
                Content = new StringContent("""{"provider":"trusted","idToken":"x","nonce":"y"}""", System.Text.Encoding.UTF8, "application/json"),
            };
            request.Headers.Add("X-Forwarded-For", network);
            return (await Mesh.Anonymous.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
        }

        for (var i = 0; i < ExternalThrottle.PerNetwork; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync("203.0.113.7"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync("203.0.113.7"));
        Assert.Single(await _identity.AuditAsync("target=provider-trusted"));
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync("198.51.100.7"));
        Assert.Equal(2, (await _identity.AuditAsync("target=provider-trusted")).Count);
    }

    [Fact]
    public async Task SignIn_ManyRefusedOfUnknownNetworks_AreOneRecordAMinute()
    {
        for (var i = 0; i < 5; i++)
        {
            await PostAsync("trusted", "x", "y").JsonAsync(HttpStatusCode.Unauthorized);
        }

        Assert.Single(await _identity.AuditAsync("target=provider-trusted"));
        Advance(TimeSpan.FromMinutes(1));
        await PostAsync("trusted", "x", "y").JsonAsync(HttpStatusCode.Unauthorized);
        Assert.Equal(2, (await _identity.AuditAsync("target=provider-trusted")).Count);
    }

    [Fact]
    public async Task Nonce_ManyOfOneNetwork_Are429_AndOnlyThere()
    {
        async Task<HttpStatusCode> AskAsync(string network, string provider)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/Auth/external/nonce")
            {
                Content = new StringContent($$"""{"provider":"{{provider}}"}""", System.Text.Encoding.UTF8, "application/json"),
            };
            request.Headers.Add("X-Forwarded-For", network);
            return (await Mesh.Anonymous.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
        }

        for (var i = 0; i < ExternalThrottle.PerNetwork; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await AskAsync("203.0.113.7", "trusted"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync("203.0.113.7", "TRUSTED"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("203.0.113.7", "open"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("198.51.100.7", "trusted"));
    }

    [Fact]
    public async Task SignIn_ByAClientThatHasASecret_IsAFaultOfTheBody()
    {
        var (client, _) = await _identity.CreateClientAsync("""{"name":"orders","role":"service","services":["orders"]}""");

        var refused = await Mesh.Anonymous.PostJsonAsync("api/Auth/external", $$"""{"provider":"trusted","idToken":"x","nonce":"y","clientId":"{{client}}"}""")
            .JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal(["/clientId"], refused.Pointers());
    }

    private static void Break(Dictionary<string, object> claims, string fault, DateTimeOffset now)
    {
        switch (fault)
        {
            case "audience":
                claims["aud"] = "another";
                break;
            case "several-audiences":
                claims["aud"] = new[] { FakeProvider.ClientId, "another" };
                break;
            case "party":
                claims["azp"] = "another";
                break;
            case "issuer":
                claims["iss"] = "https://another.example";
                break;
            case "expired":
                claims["exp"] = (now - AccessTokenClaims.ClockSkew).ToUnixTimeSeconds();
                break;
            case "future":
                claims["iat"] = (now + TimeSpan.FromMinutes(2)).ToUnixTimeSeconds();
                break;
            case "nonce":
                claims["nonce"] = "another";
                break;
            case "no-nonce":
                claims.Remove("nonce");
                break;
            default:
                claims.Remove("exp");
                break;
        }
    }

    private void Advance(TimeSpan time)
    {
        Mesh.Time.Advance(time);
        _providersTime.Advance(time);
    }

    private async Task<string> NonceAsync(string provider) =>
        (string)(await Mesh.Anonymous.PostJsonAsync("api/Auth/external/nonce", $$"""{"provider":"{{provider}}"}""").JsonAsync())["nonce"]!;

    private async Task<HttpResponseMessage> SignInAsync(string provider, Func<string, string> issue)
    {
        var nonce = await NonceAsync(provider);
        return await PostAsync(provider, issue(nonce), nonce);
    }

    private Task<HttpResponseMessage> SignInAsync(string provider, Func<string, Action<Dictionary<string, object>>?, string?, string> issue) =>
        SignInAsync(provider, nonce => issue(nonce, null, null));

    private Task<HttpResponseMessage> PostAsync(string provider, string token, string nonce) => Mesh.Anonymous.PostJsonAsync(
        "api/Auth/external", new JsonObject { ["provider"] = provider, ["idToken"] = token, ["nonce"] = nonce }.ToJsonString());
}
