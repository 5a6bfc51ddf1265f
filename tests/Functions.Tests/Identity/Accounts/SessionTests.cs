using System.Net;
using System.Text.Json.Nodes;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Sessions;

namespace ToskaMesh.Functions.Tests.Identity.Accounts;

public sealed class SessionTests : IAsyncLifetime
{
    private const string User = "user@example.org";

    private AccountsUnderTest _accounts = null!;

    public async ValueTask InitializeAsync()
    {
        _accounts = await AccountsUnderTest.StartAsync();
        await _accounts.RegisterAsync(User);
    }

    public ValueTask DisposeAsync() => _accounts.DisposeAsync();

    [Fact]
    public async Task Refresh_GivesASuccessor_AndTheSameOneWithinTheLeeway()
    {
        var first = await _accounts.LoginAsync(User);
        var second = await _accounts.RefreshAsync(first).JsonAsync();
        _accounts.Mesh.Time.Advance(SessionLimits.Leeway - TimeSpan.FromSeconds(1));

        var again = await _accounts.RefreshAsync(first).JsonAsync();

        Assert.NotEqual((string?)first["refreshToken"], (string?)second["refreshToken"]);
        Assert.Equal((string?)second["refreshToken"], (string?)again["refreshToken"]);
        Assert.Equal((string?)second["refreshTokenExpiresAt"], (string?)again["refreshTokenExpiresAt"]);
        await _accounts.As(again).ReadAsync("api/Auth/me").JsonAsync();
    }

    [Fact]
    public async Task Refresh_SpentTokenBeyondTheLeeway_EndsItsSessionAndNoOther()
    {
        var stolen = await _accounts.LoginAsync(User);
        var other = await _accounts.LoginAsync(User);
        var next = await _accounts.RefreshAsync(stolen).JsonAsync();
        _accounts.Mesh.Time.Advance(SessionLimits.Leeway);

        await _accounts.RefreshAsync(stolen).JsonAsync(HttpStatusCode.Unauthorized);

        await _accounts.RefreshAsync(next).JsonAsync(HttpStatusCode.Unauthorized);
        await _accounts.As(next).ReadAsync("api/Auth/me").JsonAsync(HttpStatusCode.Unauthorized);
        await _accounts.RefreshAsync(other).JsonAsync();
        await _accounts.As(other).ReadAsync("api/Auth/me").JsonAsync();
        Assert.Single(await _accounts.EventsAsync(SecurityActions.RefreshTokenReused));
        Assert.Single(await _accounts.EventsAsync(SecurityActions.SessionEnded));
    }

    [Fact]
    public async Task OAuthRefresh_NamesSomeOfTheUsersScopes_OnlyTheNewAccessTokenIsNarrowed()
    {
        var grant = await _accounts.LoginAsync(User);
        using var roles = new StringContent("""{"roles":["User"],"scopes":["commands:send","routes:open"]}""", System.Text.Encoding.UTF8, "application/json");
        using var changed = await _accounts.Mesh.Admin.PutAsync($"api/Auth/users/{grant["userId"]}/roles", roles, TestContext.Current.CancellationToken);
        grant = await _accounts.LoginAsync(User);

        var tooMuch = await OAuthRefreshAsync($"{grant["refreshToken"]}", "commands:send admin").JsonAsync(HttpStatusCode.BadRequest);
        var some = await OAuthRefreshAsync($"{grant["refreshToken"]}", "commands:send").JsonAsync();
        var all = await OAuthRefreshAsync($"{some["refresh_token"]}", null).JsonAsync();

        Assert.Equal("invalid_scope", (string?)tooMuch["error"]);
        Assert.Equal(("commands:send", "commands:send routes:open"), ((string?)some["scope"], (string?)all["scope"]));
        Assert.Equal("commands:send", ScopeOf($"{some["access_token"]}"));

        static string? ScopeOf(string token) =>
            (string?)JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]))!["scope"];
    }

    [Theory]
    [InlineData("a client")]
    [InlineData("\u00fcber")]
    [InlineData("")]
    public async Task Login_ClientThatNoTokenMayName_IsAFaultOfTheBody(string client) => Assert.Equal(
        ["/clientId"],
        (await _accounts.PostAsync("login", $$"""{"email":"{{User}}","password":"{{AccountsUnderTest.Password}}","clientId":"{{client}}"}""")
            .JsonAsync(HttpStatusCode.BadRequest)).Pointers());

    [Fact]
    public async Task Login_ByAClientThatHasASecret_IsAFaultOfTheBody()
    {
        var made = await _accounts.Mesh.Admin.PostJsonAsync("api/Auth/clients", """{"name":"orders","role":"service","services":["orders"]}""")
            .JsonAsync(HttpStatusCode.Created);

        var refused = await _accounts.PostAsync(
            "login", $$"""{"email":"{{User}}","password":"{{AccountsUnderTest.Password}}","clientId":"{{made["clientId"]}}"}""").JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal(["/clientId"], refused.Pointers());
    }

    [Fact]
    public async Task Refresh_ByAnotherClient_IsRefusedAndEndsNothing()
    {
        var grant = await _accounts.LoginAsync(User, more: ""","clientId":"mine" """);

        await _accounts.RefreshAsync(grant).JsonAsync(HttpStatusCode.Unauthorized);

        await _accounts.RefreshAsync(grant, ""","clientId":"mine" """).JsonAsync();
    }

    [Fact]
    public async Task Refresh_IdleAndAbsoluteEnd()
    {
        var idle = await _accounts.LoginAsync(User);
        _accounts.Mesh.Time.Advance(TimeSpan.FromDays(14));
        await _accounts.RefreshAsync(idle).JsonAsync(HttpStatusCode.Unauthorized);

        var busy = await _accounts.LoginAsync(User);
        for (var day = 0; day < 90; day += 10)
        {
            busy = await _accounts.RefreshAsync(busy).JsonAsync();
            _accounts.Mesh.Time.Advance(TimeSpan.FromDays(10));
        }

        await _accounts.RefreshAsync(busy).JsonAsync(HttpStatusCode.Unauthorized);
        _accounts.Mesh.Time.Advance(SessionLimits.Aftermath);
        await _accounts.TickAsync();
        Assert.Equal(0, await CountSessionsAsync());
    }

    /// <summary>A token lives longer than its session when that ends by its age just after a refresh.</summary>
    [Theory]
    [InlineData("logout")]
    [InlineData("sessions")]
    public async Task Session_OverByItsAge_StillTakesItsLastTokenWithIt(string how)
    {
        var grant = await _accounts.LoginAsync(User);
        for (var day = 0; day < 80; day += 10)
        {
            _accounts.Mesh.Time.Advance(TimeSpan.FromDays(10));
            grant = await _accounts.RefreshAsync(grant).JsonAsync();
        }

        _accounts.Mesh.Time.Advance(TimeSpan.FromDays(10) - TimeSpan.FromMinutes(1));
        grant = await _accounts.RefreshAsync(grant).JsonAsync();
        _accounts.Mesh.Time.Advance(TimeSpan.FromMinutes(5));
        await _accounts.TickAsync();
        await _accounts.As(grant).ReadAsync("api/Auth/me").JsonAsync();

        using var ended = how == "logout"
            ? await _accounts.As(grant).PostAsync("api/Auth/logout")
            : await _accounts.As(grant).DeleteAsync("api/Auth/sessions", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        await _accounts.As(grant).ReadAsync("api/Auth/me").JsonAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Logout_EndsTheSessionAtOnce()
    {
        var (left, stays) = (await _accounts.LoginAsync(User), await _accounts.LoginAsync(User));

        using var answer = await _accounts.As(left).PostAsync("api/Auth/logout");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        await _accounts.As(left).ReadAsync("api/Auth/me").JsonAsync(HttpStatusCode.Unauthorized);
        await _accounts.RefreshAsync(left).JsonAsync(HttpStatusCode.Unauthorized);
        await _accounts.As(stays).ReadAsync("api/Auth/me").JsonAsync();
    }

    [Fact]
    public async Task Sessions_AreTheUsersOwn_AndEndOneByOneOrTogether()
    {
        await _accounts.RegisterAsync("other@example.org");
        var foreign = _accounts.As(await _accounts.LoginAsync("other@example.org"));
        await _accounts.LoginAsync(User);
        _accounts.Mesh.Time.Advance(TimeSpan.FromSeconds(1));
        var grant = await _accounts.LoginAsync(User, more: ""","clientId":"here" """);
        var client = _accounts.As(grant);

        var listed = (await client.ReadAsync("api/Auth/sessions").JsonAsync()).AsArray();
        Assert.Equal([("here", true), ("toska", false)], listed.Select(session => ((string?)session!["clientId"], (bool)session["isCurrent"]!)));

        var elsewhere = (string?)listed[1]!["id"];
        using var notTheirs = await foreign.DeleteAsync($"api/Auth/sessions/{elsewhere}", TestContext.Current.CancellationToken);
        using var theirs = await client.DeleteAsync($"api/Auth/sessions/{elsewhere}", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NoContent), (notTheirs.StatusCode, theirs.StatusCode));
        Assert.Single((await client.ReadAsync("api/Auth/sessions").JsonAsync()).AsArray());

        using var all = await client.DeleteAsync("api/Auth/sessions", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, all.StatusCode);
        await client.ReadAsync("api/Auth/sessions").JsonAsync(HttpStatusCode.Unauthorized);
        await foreign.ReadAsync("api/Auth/sessions").JsonAsync();
    }

    [Fact]
    public async Task Login_BeyondTheBound_EndsTheOldest()
    {
        var oldest = await _accounts.LoginAsync(User);
        for (var i = 0; i < SessionLimits.PerUser; i++)
        {
            _accounts.Mesh.Time.Advance(TimeSpan.FromMilliseconds(1));
            await _accounts.LoginAsync(User);
        }

        await _accounts.RefreshAsync(oldest).JsonAsync(HttpStatusCode.Unauthorized);
        await _accounts.As(oldest).ReadAsync("api/Auth/me").JsonAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task PasswordChange_EndsAllOtherSessions_AndTellsTheUser()
    {
        var (elsewhere, here) = (await _accounts.LoginAsync(User), await _accounts.LoginAsync(User));
        var client = _accounts.As(here);

        await client.PostJsonAsync("api/Auth/password/change", Change("not the plum tram", "quite another 9 words")).JsonAsync(HttpStatusCode.Forbidden);
        await client.PostJsonAsync("api/Auth/password/change", Change(AccountsUnderTest.Password, "user@example.org")).JsonAsync(HttpStatusCode.BadRequest);
        using var changed = await client.PostJsonAsync("api/Auth/password/change", Change(AccountsUnderTest.Password, "quite another 9 words"));

        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        await client.ReadAsync("api/Auth/me").JsonAsync();
        await _accounts.RefreshAsync(here).JsonAsync();
        await _accounts.RefreshAsync(elsewhere).JsonAsync(HttpStatusCode.Unauthorized);
        await _accounts.As(elsewhere).ReadAsync("api/Auth/me").JsonAsync(HttpStatusCode.Unauthorized);
        await _accounts.LoginAsync(User, "quite another 9 words");
        await _accounts.TickAsync();
        Assert.Contains(_accounts.Mails.Sent, mail => mail.Subject == "Your password was changed");
    }

    [Fact]
    public async Task PasswordReset_EndsAllSessions_AndItsTokenWorksOnce_ForItsOwner()
    {
        await _accounts.RegisterAsync("other@example.org");
        var grant = await _accounts.LoginAsync(User);
        var known = await AskResetAsync(User);
        var unknown = await AskResetAsync("nobody@example.org");
        var token = await _accounts.TokenAsync(User);

        await ResetAsync("other@example.org", token).JsonAsync(HttpStatusCode.BadRequest);
        await ResetAsync(User, token).JsonAsync();
        await ResetAsync(User, token).JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal(known, unknown);
        await _accounts.RefreshAsync(grant).JsonAsync(HttpStatusCode.Unauthorized);
        await _accounts.As(grant).ReadAsync("api/Auth/me").JsonAsync(HttpStatusCode.Unauthorized);
        await _accounts.LoginAsync(User, "quite another 9 words");
        Assert.Single(await _accounts.EventsAsync(SecurityActions.PasswordReset), reset => reset.Succeeded);
    }

    [Fact]
    public async Task PasswordReset_ANewTokenReplacesTheOldOne_AndMailsAreBounded()
    {
        await AskResetAsync(User);
        var first = await _accounts.TokenAsync(User);
        await AskResetAsync(User);
        var second = await _accounts.TokenAsync(User);
        await ResetAsync(User, first).JsonAsync(HttpStatusCode.BadRequest);

        for (var i = 0; i < 10; i++)
        {
            _accounts.Mesh.Time.Advance(TimeSpan.FromMilliseconds(1));
            await AskResetAsync(User);
        }

        await _accounts.TickAsync();
        Assert.Equal(5, _accounts.Mails.Sent.Count(mail => mail.Subject == "Choose a new password"));
        await ResetAsync(User, second).JsonAsync(HttpStatusCode.BadRequest);
        await ResetAsync(User, await _accounts.TokenAsync(User)).JsonAsync();
    }

    private static string Change(string current, string next) => $$"""{"currentPassword":"{{current}}","newPassword":"{{next}}"}""";

    private async Task<string> AskResetAsync(string email) =>
        (await _accounts.PostAsync("password/reset", $$"""{"email":"{{email}}"}""").JsonAsync()).ToJsonString();

    private Task<HttpResponseMessage> ResetAsync(string email, string token) =>
        _accounts.PostAsync("password/reset/confirm", $$"""{"email":"{{email}}","token":"{{token}}","newPassword":"quite another 9 words"}""");

    private async Task<int> CountSessionsAsync()
    {
        var grant = await _accounts.LoginAsync(User);
        var sessions = (JsonArray)await _accounts.As(grant).ReadAsync("api/Auth/sessions").JsonAsync();
        return sessions.Count - 1;
    }

    private async Task<HttpResponseMessage> OAuthRefreshAsync(string token, string? scope)
    {
        Dictionary<string, string> fields = new() { ["grant_type"] = "refresh_token", ["refresh_token"] = token, ["client_id"] = SessionLimits.DefaultClientId };
        if (scope is not null)
        {
            fields["scope"] = scope;
        }

        using var content = new FormUrlEncodedContent(fields);
        return await _accounts.Mesh.Anonymous.PostAsync("oauth/token", content, TestContext.Current.CancellationToken);
    }
}
