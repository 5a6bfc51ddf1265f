using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Tests.Identity.Accounts;
using ToskaMesh.Shared.Identity.Audit;

namespace ToskaMesh.Functions.Tests.Identity.External;

public sealed class ExternalLinkTests : IAsyncLifetime
{
    private const string Section = "--Mesh:Identity:Providers:";
    private const string Bob = "bob@example.org";

    private readonly FakeTimeProvider _providersTime = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly FakeProvider _provider;
    private AccountsUnderTest _accounts = null!;

    public ExternalLinkTests() => _provider = new FakeProvider(_providersTime);

    public async ValueTask InitializeAsync()
    {
        _accounts = await AccountsUnderTest.StartAsync(
            null,
            $"{Section}own:Authority={_provider.Authority}", $"{Section}own:ClientId={FakeProvider.ClientId}",
            $"{Section}own:TrustEmail=true", $"{Section}own:AllowSignUp=true",
            $"{Section}other:Authority={_provider.Authority}", $"{Section}other:ClientId={FakeProvider.ClientId}");
        await _accounts.RegisterAsync(Bob);
    }

    public async ValueTask DisposeAsync()
    {
        await _accounts.DisposeAsync();
        _provider.Dispose();
    }

    [Fact]
    public async Task Link_WithThePassword_ProvesTheIdentityIsTheirs_AndTheOwnerIsTold()
    {
        using var bob = await LoginAsync();

        Assert.Equal(HttpStatusCode.NoContent, await LinkAsync(bob, "other", AccountsUnderTest.Password));

        var grant = await SignInAsync("other").JsonAsync();
        Assert.Equal(Bob, (string?)grant["email"]);
        Assert.Equal(["other"], (await bob.ReadAsync("api/Auth/me").JsonAsync())["externalProviders"]!.AsArray().Select(name => (string?)name));
        await _accounts.TickAsync();
        Assert.Contains("signed in to by other", _accounts.Mails.Sent.Last(mail => mail.To.Value == Bob).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("another plum tram 48")]
    public async Task Link_BySessionAlone_IsRefused_AndTheNonceIsNotUsedUp(string? password)
    {
        using var bob = await LoginAsync();
        var nonce = await NonceAsync("other");
        var token = _provider.Issue(nonce);

        Assert.Equal(HttpStatusCode.Forbidden, await LinkAsync(bob, "other", password, token, nonce));

        await SignInAsync("other").JsonAsync(HttpStatusCode.Conflict);
        Assert.DoesNotContain(await _accounts.EventsAsync(SecurityActions.ExternalLinked), happened => happened.Succeeded);
        Assert.Equal(HttpStatusCode.NoContent, await LinkAsync(bob, "other", AccountsUnderTest.Password, token, nonce));
    }

    [Fact]
    public async Task Link_WrongPasswords_AreCountedAsFailedLoginsAre()
    {
        using var bob = await LoginAsync();
        for (var i = 0; i <= ToskaMesh.Shared.Identity.Login.LoginThrottle.FreeAttempts; i++)
        {
            await LinkAsync(bob, "other", "another plum tram 48");
        }

        Assert.Equal(HttpStatusCode.Forbidden, await LinkAsync(bob, "other", AccountsUnderTest.Password));
    }

    [Fact]
    public async Task Link_AccountWithoutPassword_TakesARecentSession()
    {
        var ann = _accounts.As(await SignInAsync("own").JsonAsync());
        Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(HttpStatusCode.Forbidden, await LinkAsync(ann, "other", null));

        ann = _accounts.As(await SignInAsync("own").JsonAsync());
        Assert.Equal(HttpStatusCode.NoContent, await LinkAsync(ann, "other", null));
    }

    [Fact]
    public async Task Unlink_TakesTheWayInAway_AndEndsOtherSessions_ButNotTheLastWayIn()
    {
        using var bob = await LoginAsync();
        await LinkAsync(bob, "other", AccountsUnderTest.Password);
        using var intruder = _accounts.As(await SignInAsync("other").JsonAsync());

        Assert.Equal(HttpStatusCode.NoContent, await UnlinkAsync(bob, "OTHER"));

        await SignInAsync("other").JsonAsync(HttpStatusCode.Conflict);
        await intruder.ReadAsync("api/Auth/me").JsonAsync(HttpStatusCode.Unauthorized);
        await bob.ReadAsync("api/Auth/me").JsonAsync();
        Assert.Equal(HttpStatusCode.NotFound, await UnlinkAsync(bob, "other"));
        Assert.Single(await _accounts.EventsAsync(SecurityActions.ExternalUnlinked));
        using var ann = _accounts.As(await SignInAsync("own").JsonAsync());
        Assert.Equal(HttpStatusCode.Conflict, await UnlinkAsync(ann, "own"));
        await SignInAsync("own").JsonAsync();
    }

    [Fact]
    public async Task PasswordReset_TakesLinksAway()
    {
        using var bob = await LoginAsync();
        await LinkAsync(bob, "other", AccountsUnderTest.Password);

        await _accounts.PostAsync("password/reset", $$"""{"email":"{{Bob}}"}""").JsonAsync();
        var token = await _accounts.TokenAsync(Bob);
        await _accounts.PostAsync("password/reset/confirm", $$"""{"email":"{{Bob}}","token":"{{token}}","newPassword":"another plum tram 48"}""").JsonAsync();

        await SignInAsync("other").JsonAsync(HttpStatusCode.Conflict);
    }

    private async Task<HttpClient> LoginAsync() => _accounts.As(await _accounts.LoginAsync(Bob));

    private async Task<HttpStatusCode> LinkAsync(HttpClient client, string provider, string? password)
    {
        var nonce = await NonceAsync(provider);
        return await LinkAsync(client, provider, password, _provider.Issue(nonce), nonce);
    }

    private static async Task<HttpStatusCode> LinkAsync(HttpClient client, string provider, string? password, string token, string nonce)
    {
        var body = new JsonObject { ["provider"] = provider, ["idToken"] = token, ["nonce"] = nonce };
        if (password is not null)
        {
            body["currentPassword"] = password;
        }

        using var answer = await client.PostJsonAsync("api/Auth/external/link", body.ToJsonString());
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> UnlinkAsync(HttpClient client, string provider)
    {
        using var answer = await client.DeleteAsync($"api/Auth/external/{provider}", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> SignInAsync(string provider)
    {
        var nonce = await NonceAsync(provider);
        return await _accounts.PostAsync(
            "external", new JsonObject { ["provider"] = provider, ["idToken"] = _provider.Issue(nonce), ["nonce"] = nonce }.ToJsonString());
    }

    private async Task<string> NonceAsync(string provider) =>
        (string)(await _accounts.PostAsync("external/nonce", $$"""{"provider":"{{provider}}"}""").JsonAsync())["nonce"]!;

    private void Advance(TimeSpan time)
    {
        _accounts.Mesh.Time.Advance(time);
        _providersTime.Advance(time);
    }
}
