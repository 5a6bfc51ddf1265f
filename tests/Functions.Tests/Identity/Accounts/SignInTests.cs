using System.Diagnostics;
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

    // Tolerant of a busy machine: medians of interleaved samples. The work that takes the time is counted above.
    [Fact]
    public async Task Login_UnknownAndWrong_TakeAboutAsLong()
    {
        var (unknown, wrong) = (new List<double>(), new List<double>());
        for (var i = 0; i < 60; i++)
        {
            unknown.Add(await TimeAsync($"nobody{i}@example.org"));
            wrong.Add(await TimeAsync(Known));
            if (i % LoginThrottle.FreeAttempts == 0)
            {
                await ChangeAsync(Known, "unlock");
            }
        }

        Assert.InRange(Median(unknown) / Median(wrong), 0.5, 2.0);
        Assert.True(unknown.Min() < wrong.Max() && wrong.Min() < unknown.Max());
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

    private async Task<double> TimeAsync(string email)
    {
        var start = Stopwatch.GetTimestamp();
        await RefusedAsync(email, "not the plum tram");
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> samples) => samples.Order().ElementAt(samples.Count / 2);

    private async Task ChangeAsync(string email, string change)
    {
        var found = await _accounts.Mesh.Admin.ReadAsync($"api/Auth/users?search={email}").JsonAsync();
        await _accounts.Mesh.Admin.PostAsync($"api/Auth/users/{found[0]!["id"]}/{change}").JsonAsync();
    }
}
