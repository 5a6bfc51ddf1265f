using System.Net;
using ToskaMesh.Functions.Identity.Accounts;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Login;

namespace ToskaMesh.Functions.Tests.Identity.Accounts;

public sealed class RegistrationTests : IAsyncLifetime
{
    private AccountsUnderTest _accounts = null!;

    public async ValueTask InitializeAsync() => _accounts = await AccountsUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _accounts.DisposeAsync();

    [Fact]
    public async Task Register_KnownAndUnknownAddress_AreOneAnswerAndOneWork_AndTheOwnerLearnsWhich()
    {
        await _accounts.RegisterAsync("known@example.org");
        var before = _accounts.Hasher.Work;

        var known = await RegisterAsync("known@example.org");
        var between = _accounts.Hasher.Work;
        var unknown = await RegisterAsync("unknown@example.org");

        Assert.Equal(unknown, known);
        Assert.Equal((between.Hashes - before.Hashes, between.Checks - before.Checks), (_accounts.Hasher.Work.Hashes - between.Hashes, _accounts.Hasher.Work.Checks - between.Checks));
        await _accounts.TickAsync();
        Assert.Contains("account already", _accounts.Mails.Sent.Last(mail => mail.To.Value == "known@example.org").Subject, StringComparison.Ordinal);
        Assert.Contains("Confirm", _accounts.Mails.Sent.Last(mail => mail.To.Value == "unknown@example.org").Subject, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _accounts.TryLoginAsync("known@example.org", AccountsUnderTest.Password)).StatusCode);
    }

    [Fact]
    public async Task Register_FaultyBody_LearnsOfAllFaultsAtOnce_AndRolesAreNoneOfIt()
    {
        var problem = await _accounts.PostAsync("register", """{"email":"nobody","password":"password1234","fullName":"","roles":["Admin"],"x":1}""")
            .JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal(["/email", "/fullName", "/password", "/roles", "/x"], problem.Pointers().Order(StringComparer.Ordinal));
        Assert.DoesNotContain("password1234", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BootstrapSecret_MakesOneAdmin_ThenNoMore()
    {
        await _accounts.RegisterAdminAsync("boss@example.org");

        var grant = await _accounts.LoginAsync("boss@example.org");
        Assert.Equal(["User", "Admin"], grant["roles"]!.AsArray().Select(role => (string?)role));
        Assert.False(File.Exists(Path.Combine(_accounts.Mesh.DataDirectory, "bootstrap-secret")));
        await _accounts.As(grant).ReadAsync("api/Auth/users").JsonAsync();
        Assert.Single(await _accounts.EventsAsync(SecurityActions.AdminCreated));
    }

    [Fact]
    public async Task BootstrapSecret_ManyAtOnce_MakeOneAdmin()
    {
        await _accounts.PostAsync("refresh", """{"refreshToken":"x"}""").JsonAsync(HttpStatusCode.Unauthorized);
        var secret = _accounts.BootstrapSecret();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => BootstrapAsync($"boss{i}@example.org", secret)));

        Assert.Equal(1, answers.Count(answer => answer == HttpStatusCode.Accepted));
        Assert.All(answers, answer => Assert.True(answer is HttpStatusCode.Accepted or HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task BootstrapSecret_Wrong_RegistersNobody()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await BootstrapAsync("boss@example.org", new string('x', 43)));
        var refused = Assert.Single(await _accounts.EventsAsync());
        Assert.Equal((SecurityActions.AdminCreated, false), (refused.Action, refused.Succeeded));
    }

    [Fact]
    public async Task BootstrapSecret_UsedUp_IsInTheAudit()
    {
        await _accounts.PostAsync("refresh", """{"refreshToken":"x"}""").JsonAsync(HttpStatusCode.Unauthorized);
        var secret = _accounts.BootstrapSecret();
        await BootstrapAsync("boss@example.org", secret);
        await File.WriteAllTextAsync(Path.Combine(_accounts.Mesh.DataDirectory, "bootstrap-secret"), secret, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, await BootstrapAsync("other@example.org", secret));

        Assert.Contains(await _accounts.EventsAsync(SecurityActions.AdminCreated), refused => !refused.Succeeded && refused.Detail!.Contains("used", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RefusedTokens_AreInTheAudit_ABoundedNumberOfThem()
    {
        await RegisterAsync("new@example.org");
        await ConfirmAsync("made-up").JsonAsync(HttpStatusCode.BadRequest);
        for (var i = 0; i < MailThrottle.PerNetwork + 5; i++)
        {
            await ResetAsync("new@example.org", "made-up").JsonAsync(HttpStatusCode.BadRequest);
        }

        Assert.False(Assert.Single(await _accounts.EventsAsync(SecurityActions.EmailConfirmed)).Succeeded);
        Assert.Equal(MailThrottle.PerNetwork - 1, (await _accounts.EventsAsync(SecurityActions.PasswordReset)).Count(happened => !happened.Succeeded));
    }

    [Fact]
    public async Task MadeUpTokens_CostNoHash()
    {
        await RegisterAsync("new@example.org");
        var before = _accounts.Hasher.Work;

        await ResetAsync("new@example.org", "made-up").JsonAsync(HttpStatusCode.BadRequest);
        await ResetAsync("nobody@example.org", "made-up").JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal(before, _accounts.Hasher.Work);
    }

    [Fact]
    public async Task RegisterThenLogin_DoesNotTellWhetherTheAddressHadAnAccount()
    {
        await _accounts.RegisterAsync("known@example.org", "the owner's plum 47");
        await RegisterAsync("known@example.org");
        await RegisterAsync("free@example.org");
        var before = _accounts.Hasher.Work;

        var known = await _accounts.TryLoginAsync("known@example.org", AccountsUnderTest.Password).JsonAsync(HttpStatusCode.Unauthorized);
        var between = _accounts.Hasher.Work;
        var free = await _accounts.TryLoginAsync("free@example.org", AccountsUnderTest.Password).JsonAsync(HttpStatusCode.Unauthorized);

        Assert.Equal(known.ToJsonString(), free.ToJsonString());
        Assert.Equal((between.Hashes - before.Hashes, between.Checks - before.Checks), (_accounts.Hasher.Work.Hashes - between.Hashes, _accounts.Hasher.Work.Checks - between.Checks));
    }

    [Fact]
    public async Task Login_BeforeTheAddressIsConfirmed_SendsAnotherMail_ToWhoKnowsThePassword_NotForEver()
    {
        await RegisterAsync("new@example.org");
        await _accounts.TryLoginAsync("new@example.org", "another plum tram 48").JsonAsync(HttpStatusCode.Unauthorized);
        await _accounts.TickAsync();
        Assert.Single(_accounts.Mails.Sent);

        for (var i = 0; i < MailThrottle.PerAddress + 2; i++)
        {
            _accounts.Mesh.Time.Advance(TimeSpan.FromMilliseconds(1));
            await _accounts.TryLoginAsync("new@example.org", AccountsUnderTest.Password).JsonAsync(HttpStatusCode.Unauthorized);
        }

        var token = await _accounts.TokenAsync("new@example.org");
        Assert.Equal(1 + MailThrottle.PerAddress, _accounts.Mails.Sent.Count);
        await ConfirmAsync(token).JsonAsync();
        await _accounts.LoginAsync("new@example.org");
    }

    [Fact]
    public async Task Register_OfAnUnconfirmedAddress_ReplacesTheFirstPasswordAndToken()
    {
        await _accounts.PostAsync("register", """{"email":"new@example.org","password":"a stranger's tram 47","fullName":"Stranger"}""")
            .JsonAsync(HttpStatusCode.Accepted);
        var first = await _accounts.TokenAsync("new@example.org");
        await RegisterAsync("new@example.org");
        var second = await _accounts.TokenAsync("new@example.org");

        await ConfirmAsync(first).JsonAsync(HttpStatusCode.BadRequest);
        await ConfirmAsync(second).JsonAsync();

        await _accounts.TryLoginAsync("new@example.org", "a stranger's tram 47").JsonAsync(HttpStatusCode.Unauthorized);
        await _accounts.LoginAsync("new@example.org");
    }

    [Fact]
    public async Task Register_OfAnUnconfirmedAddress_WhereThoseMaySignIn_TakesNobodysAccount()
    {
        await using var open = await AccountsUnderTest.StartAsync(null, "--Mesh:Identity:RequireConfirmedEmail=false");
        const string Body = """{"email":"new@example.org","password":"PASSWORD","fullName":"Some Body"}""";
        await open.PostAsync("register", Body.Replace("PASSWORD", AccountsUnderTest.Password, StringComparison.Ordinal)).JsonAsync(HttpStatusCode.Accepted);
        await open.PostAsync("register", Body.Replace("PASSWORD", "a stranger's tram 47", StringComparison.Ordinal)).JsonAsync(HttpStatusCode.Accepted);

        await open.LoginAsync("new@example.org");
        await open.TryLoginAsync("new@example.org", "a stranger's tram 47").JsonAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task ConfirmationToken_WorksOnce_AndNotForever()
    {
        await RegisterAsync("new@example.org");
        var token = await _accounts.TokenAsync("new@example.org");
        _accounts.Mesh.Time.Advance(TimeSpan.FromMinutes(30));
        await ConfirmAsync(token).JsonAsync(HttpStatusCode.BadRequest);

        await _accounts.PostAsync("email/verify", """{"email":"new@example.org"}""").JsonAsync();
        var second = await _accounts.TokenAsync("new@example.org");

        await ConfirmAsync(second).JsonAsync();
        await ConfirmAsync(second).JsonAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Mails_ServerDown_WaitSealedAndAreSentLater_UntilTheirTokenIsOver()
    {
        _accounts.Mails.IsDown = true;
        await RegisterAsync("late@example.org");
        await _accounts.TickAsync();
        _accounts.Mails.IsDown = false;
        await _accounts.TickAsync();
        Assert.Empty(_accounts.Mails.Sent);

        _accounts.Mesh.Time.Advance(TimeSpan.FromSeconds(31));
        await _accounts.TickAsync();
        Assert.Single(_accounts.Mails.Sent);

        _accounts.Mails.IsDown = true;
        await RegisterAsync("too-late@example.org");
        await _accounts.TickAsync();
        _accounts.Mails.IsDown = false;
        _accounts.Mesh.Time.Advance(TimeSpan.FromMinutes(31));
        await _accounts.TickAsync();
        Assert.Single(_accounts.Mails.Sent);
    }

    [Fact]
    public async Task Register_Closed_IsTheSameAnswer_AndNothingIsMadeOrSent_ButTheFirstAdmin()
    {
        var open = await RegisterAsync("new@example.org");
        await using var closed = await AccountsUnderTest.StartAsync(null, "--Mesh:Identity:Registration=closed");

        var answer = await closed.PostAsync("register", $$"""{"email":"new@example.org","password":"{{AccountsUnderTest.Password}}","fullName":"Some Body"}""")
            .JsonAsync(HttpStatusCode.Accepted);
        await closed.TickAsync();

        Assert.Equal(open, answer.ToJsonString());
        Assert.Empty(closed.Mails.Sent);
        Assert.Empty(await closed.EventsAsync());
        await closed.RegisterAdminAsync("boss@example.org");
        var users = await closed.As(await closed.LoginAsync("boss@example.org")).ReadAsync("api/Auth/users").JsonAsync();
        Assert.Equal(["boss@example.org"], users.AsArray().Select(user => (string?)user!["email"]));
    }

    [Theory]
    [InlineData(MeshProfile.Embedded, null, RegistrationMode.Open)]
    [InlineData(MeshProfile.Local, null, RegistrationMode.Open)]
    [InlineData(MeshProfile.Cloud, null, RegistrationMode.Closed)]
    [InlineData(MeshProfile.Cloud, RegistrationMode.Open, RegistrationMode.Open)]
    [InlineData(MeshProfile.Embedded, RegistrationMode.Closed, RegistrationMode.Closed)]
    internal void Registration_WhereNothingIsSaid_IsOpenButInTheCloud(MeshProfile profile, RegistrationMode? said, RegistrationMode expected) =>
        Assert.Equal(expected, new AccountOptions { Registration = said }.RegistrationIn(profile));

    private async Task<string> RegisterAsync(string email) =>
        (await _accounts.PostAsync("register", $$"""{"email":"{{email}}","password":"{{AccountsUnderTest.Password}}","fullName":"Some Body"}""")
            .JsonAsync(HttpStatusCode.Accepted)).ToJsonString();

    private async Task<HttpStatusCode> BootstrapAsync(string email, string secret)
    {
        using var response = await _accounts.PostAsync(
            "register", $$"""{"email":"{{email}}","password":"{{AccountsUnderTest.Password}}","fullName":"The Boss","bootstrapSecret":"{{secret}}"}""");
        return response.StatusCode;
    }

    private Task<HttpResponseMessage> ResetAsync(string email, string token) =>
        _accounts.PostAsync("password/reset/confirm", $$"""{"email":"{{email}}","token":"{{token}}","newPassword":"quite another 9 words"}""");

    private Task<HttpResponseMessage> ConfirmAsync(string token) =>
        _accounts.PostAsync("email/confirm", $$"""{"email":"new@example.org","token":"{{token}}"}""");
}
