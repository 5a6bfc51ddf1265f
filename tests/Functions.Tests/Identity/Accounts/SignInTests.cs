using System.Net;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Login;

namespace ToskaMesh.Functions.Tests.Identity.Accounts;

public sealed class SignInTests : IAsyncLifetime
{
    private const string Known = "known@example.org";

    private AccountsUnderTest _accounts = null!;

    public async ValueTask InitializeAsync()
    {
        _accounts = await AccountsUnderTest.StartAsync();
        await _accounts.RegisterAsync(Known);
    }

    public ValueTask DisposeAsync() => _accounts.DisposeAsync();

    [Fact]
    public async Task Login_UnknownWrongDisabledAndLocked_AreOneAnswerAndOneWork()
    {
        await _accounts.RegisterAsync("disabled@example.org");
        await _accounts.RegisterAsync("locked@example.org");
        await ChangeAsync("disabled@example.org", "disable");
        for (var i = 0; i <= LoginThrottle.FreeAttempts; i++)
        {
            await RefusedAsync("locked@example.org", "not the plum tram");
        }

        var unknown = await RefusedAsync("unknown@example.org", AccountsUnderTest.Password);
        var wrong = await RefusedAsync(Known, "not the plum tram");
        var disabled = await RefusedAsync("disabled@example.org", AccountsUnderTest.Password);
        var locked = await RefusedAsync("locked@example.org", AccountsUnderTest.Password);

        Assert.Equal([unknown, unknown, unknown], [wrong, disabled, locked]);
        Assert.Equal((0, 1), (unknown.Hashes, unknown.Checks));
    }

    [Fact]
    public async Task Lock_IsTemporary_AndAnAdminEndsIt()
    {
        for (var i = 0; i <= LoginThrottle.FreeAttempts; i++)
        {
            await RefusedAsync(Known, "not the plum tram");
        }

        await RefusedAsync(Known, AccountsUnderTest.Password);
        await ChangeAsync(Known, "unlock");
        await _accounts.LoginAsync(Known);

        for (var i = 0; i <= LoginThrottle.FreeAttempts; i++)
        {
            await RefusedAsync(Known, "not the plum tram");
        }

        _accounts.Mesh.Time.Advance(LoginThrottle.LockAfter(LoginThrottle.FreeAttempts + 1));
        await _accounts.LoginAsync(Known);
    }

    [Fact]
    public async Task Guesses_ManyAtOnce_AreNoMoreThanOneAfterTheOther()
    {
        var before = (await _accounts.EventsAsync(SecurityActions.Login)).Count;

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => _accounts.TryLoginAsync(Known, "not the plum tram")));

        var looked = (await _accounts.EventsAsync(SecurityActions.Login)).SkipLast(before).Count(login => login.Detail == "the password was wrong");
        Assert.InRange(looked, LoginThrottle.FreeAttempts, LoginThrottle.FreeAttempts + 1);
    }

    [Fact]
    public async Task PasswordReset_EndsTheLock()
    {
        for (var i = 0; i <= LoginThrottle.FreeAttempts; i++)
        {
            await RefusedAsync(Known, "not the plum tram");
        }

        await _accounts.PostAsync("password/reset", $$"""{"email":"{{Known}}"}""").JsonAsync();
        await _accounts.PostAsync(
            "password/reset/confirm", $$"""{"email":"{{Known}}","token":"{{await _accounts.TokenAsync(Known)}}","newPassword":"quite another 9 words"}""").JsonAsync();

        await _accounts.LoginAsync(Known, "quite another 9 words");
    }

    [Fact]
    public async Task Busy_CostsNoAttempt()
    {
        _accounts.Hasher.IsBusy = true;
        for (var i = 0; i < 3 * LoginThrottle.FreeAttempts; i++)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _accounts.TryLoginAsync(Known, AccountsUnderTest.Password)).StatusCode);
        }

        _accounts.Hasher.IsBusy = false;
        await _accounts.LoginAsync(Known);
    }

    [Fact]
    public async Task NetworkWithTooManyFailures_CostsNoHash_AndLocksNobodyElseOut()
    {
        await using var accounts = await AccountsUnderTest.StartAsync(null, "--Mesh:RateLimit:TrustedProxies=127.0.0.1", "--Mesh:RateLimit:Anonymous=100000");
        await accounts.RegisterAsync(Known);
        using var guesser = From(accounts, "203.0.113.7");
        using var owner = From(accounts, "198.51.100.9");
        for (var i = 0; i < LoginThrottle.FailuresPerNetwork; i++)
        {
            await LoginAsync(guesser, "not the plum tram", HttpStatusCode.Unauthorized);
        }

        var before = accounts.Hasher.Work;
        await LoginAsync(guesser, AccountsUnderTest.Password, HttpStatusCode.Unauthorized);

        Assert.Equal(before, accounts.Hasher.Work);
        await LoginAsync(owner, AccountsUnderTest.Password, HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("password/reset/confirm", """, "newPassword":"quite another 9 words" """)]
    [InlineData("email/confirm", "")]
    public async Task Tokens_OfOneNetwork_CannotBeTriedForEver(string path, string more)
    {
        await using var accounts = await AccountsUnderTest.StartAsync(null, "--Mesh:RateLimit:TrustedProxies=127.0.0.1", "--Mesh:RateLimit:Anonymous=100000");
        using var guesser = From(accounts, "203.0.113.7");
        using var other = From(accounts, "198.51.100.9");
        var body = $$"""{"email":"{{Known}}","token":"made-up"{{more}}}""";
        for (var i = 0; i < MailThrottle.PerNetwork; i++)
        {
            await guesser.PostJsonAsync($"api/Auth/{path}", body).JsonAsync(HttpStatusCode.BadRequest);
        }

        using var refused = await guesser.PostJsonAsync($"api/Auth/{path}", body);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        await other.PostJsonAsync($"api/Auth/{path}", body).JsonAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Me_IsWhoSignedIn_AndCanBeChanged()
    {
        var client = _accounts.As(await _accounts.LoginAsync(Known));

        using var body = new StringContent("""{"fullName":"An Other","phoneNumber":"+49 1"}""", null, "application/json");
        using var changed = await client.PutAsync("api/Auth/me", body, TestContext.Current.CancellationToken);
        var me = await client.ReadAsync("api/Auth/me").JsonAsync();

        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        Assert.Equal((Known, "An Other", "+49 1"), ((string?)me["email"], (string?)me["fullName"], (string?)me["phoneNumber"]));
    }

    private async Task<(string Answer, int Hashes, int Checks)> RefusedAsync(string email, string password)
    {
        var before = _accounts.Hasher.Work;
        var answer = await _accounts.TryLoginAsync(email, password).JsonAsync(HttpStatusCode.Unauthorized);
        var after = _accounts.Hasher.Work;
        return (answer.ToJsonString(), after.Hashes - before.Hashes, after.Checks - before.Checks);
    }

    private static HttpClient From(AccountsUnderTest accounts, string address)
    {
        var client = accounts.Mesh.Client(null);
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return client;
    }

    private static async Task LoginAsync(HttpClient client, string password, HttpStatusCode expected) =>
        await client.PostJsonAsync("api/Auth/login", $$"""{"email":"{{Known}}","password":"{{password}}"}""").JsonAsync(expected);

    private async Task ChangeAsync(string email, string change)
    {
        var found = await _accounts.Mesh.Admin.ReadAsync($"api/Auth/users?search={email}").JsonAsync();
        await _accounts.Mesh.Admin.PostAsync($"api/Auth/users/{found[0]!["id"]}/{change}").JsonAsync();
    }
}
